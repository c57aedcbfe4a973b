package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.MirrorProof.Standing;
import io.mirrorexperiment.stats.Binomial;

/**
 * Holds the dark version's requests against the live version's, both counted since the mirror opened: do copies arrive, all of them, and
 * nothing else? Pure.
 *
 * <p>Each live request is copied with the same chance, so the copies are binomial. Beyond a two-sided interval of 99.999 % the count
 * does not agree with the share asked for. So narrow a chance, because a run asks at each look: of healthy runs of 63 looks 3 in 20,000
 * left the interval at some look (simulated, 50 to 2,050 live requests a look, 4 to 90 %), and 1 in 100,000 does at the last. That nothing
 * flows is said when no copy among so many live requests had a chance under one in a million.
 */
public final class MirrorWatch {
    private static final double LOG_TAIL = Math.log(1e-5 / 2);
    private static final double LOG_NONE = Math.log(1e-6);

    /** Where nobody knows the share, a mirror of less than this would be taken for none. */
    private static final double LEAST_SHARE = 0.01;

    private MirrorWatch() {}

    /**
     * What the counts say.
     *
     * @param percent share of the live requests that is to be copied, over 0 and at most 100; NaN if unknown
     * @param methodsLimited whether only some methods are copied, while the counts are of all methods
     * @param live requests of the live version
     * @param dark requests of the dark version
     * @param slackLive live requests that may be counted on one side only, because the two sides' samples are not from the same instant;
     *     the benefit of this doubt is the mirror's
     * @param unseenLive live requests that pods may have had beyond {@code live} after they were sampled for the last time; they excuse
     *     more copies than are explained, and never fewer
     */
    public static MirrorProof proof(
            double percent, boolean methodsLimited, long live, long dark, long slackLive, long unseenLive) {
        if (live < 0 || dark < 0 || slackLive < 0 || unseenLive < 0 || percent <= 0 || percent > 100) {
            throw new IllegalArgumentException(
                    "no mirror: " + dark + " of " + live + " ± " + slackLive + " + " + unseenLive + " at " + percent);
        }
        Asked asked = new Asked(percent, methodsLimited);
        Seen seen = new Seen(live, dark, slackLive, unseenLive);
        if (dark == 0) {
            return withoutCopy(asked, seen);
        }
        return asked.known()
                ? againstShare(asked, seen)
                : seen.proof(Standing.SEEN, "; the share asked for is not known");
    }

    private static MirrorProof withoutCopy(Asked asked, Seen seen) {
        if (seen.live() == 0) {
            return new MirrorProof(Standing.NOTHING_YET, 0, 0, 0, "no request yet on either side");
        }
        String none = "none of " + Words.count(seen.live(), "live request") + " copied" + asked.words();
        return Binomial.logProbabilityOfNone(seen.fewestLive(), asked.shareToExpect()) < LOG_NONE
                ? new MirrorProof(Standing.NOT_FLOWING, seen.live(), 0, 0, none + asked.perhapsOtherMethods())
                : new MirrorProof(Standing.NOTHING_YET, seen.live(), 0, 0, none + "; too few to tell");
    }

    private static MirrorProof againstShare(Asked asked, Seen seen) {
        if (Binomial.logAtLeast(seen.dark(), seen.mostLive(), asked.share()) < LOG_TAIL) {
            return seen.proof(Standing.CONTAMINATED, asked.words() + ": more than copies arrive");
        }
        if (Binomial.logAtMost(seen.dark(), seen.fewestLive(), asked.share()) >= LOG_TAIL) {
            return seen.proof(Standing.PROVEN, asked.words());
        }
        return asked.methodsLimited()
                ? seen.proof(
                        Standing.SEEN,
                        asked.words() + "; flow seen, share unproven: the mesh's metrics do not tell methods apart")
                : seen.proof(Standing.LOSSY, asked.words() + ": copies are lost");
    }

    private record Asked(double percent, boolean methodsLimited) {
        boolean known() {
            return !Double.isNaN(percent);
        }

        double share() {
            return percent / 100;
        }

        double shareToExpect() {
            return known() ? share() : LEAST_SHARE;
        }

        String words() {
            return known() ? " (asked " + Words.plain(percent) + " %)" : "";
        }

        String perhapsOtherMethods() {
            return methodsLimited ? "; perhaps none of them had a method that is copied" : "";
        }
    }

    private record Seen(long live, long dark, long slack, long unseen) {
        long fewestLive() {
            return Math.max(0, live - slack);
        }

        long mostLive() {
            return live + slack + unseen;
        }

        MirrorProof proof(Standing standing, String end) {
            double share = live == 0 ? 0 : (double) dark / live;
            String counts = live == 0
                    ? Words.count(dark, "request") + " of the dark version and none of the live one"
                    : Words.count(dark) + " of " + Words.count(live, "live request") + " copied: "
                            + Words.roughPercent(share);
            return new MirrorProof(standing, live, dark, share, counts + end);
        }
    }
}
