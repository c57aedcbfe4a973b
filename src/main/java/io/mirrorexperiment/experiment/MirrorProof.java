package io.mirrorexperiment.experiment;

/**
 * What the counters say about the mirror since copies flow.
 *
 * @param standing the finding
 * @param live requests of the live version
 * @param dark requests of the dark version
 * @param share dark over live, a fraction; 0 where live is 0
 * @param words the finding in a sentence
 */
public record MirrorProof(Standing standing, long live, long dark, double share, String words) {
    /** What can be found. */
    public enum Standing {
        /** Not a request yet on either side. */
        NOTHING_YET,
        /** Live requests enough, and no copy. */
        NOT_FLOWING,
        /** Copies arrive, and their share agrees with the one asked for. */
        PROVEN,
        /** Copies arrive; their share cannot be held against the one asked for. */
        SEEN,
        /** Fewer copies than asked for, beyond chance. */
        LOSSY,
        /** More requests than copies asked for, beyond chance. */
        CONTAMINATED
    }
}
