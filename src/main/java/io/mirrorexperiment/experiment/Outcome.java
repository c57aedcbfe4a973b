package io.mirrorexperiment.experiment;

import java.util.Locale;

/** How a run ended. */
public enum Outcome {
    /** The dark version is live. */
    PROMOTED,
    /** Everything is as it was before. */
    ROLLED_BACK,
    /** Judged only, as the spec asked; nothing of ours is left. */
    OBSERVED,
    /** Stopped by a person or a signal, and cleaned up. */
    ABORTED,
    /** Un-mirrored and kept for a person to decide. */
    HELD,
    /** Never began: nothing was changed. */
    NOT_STARTED,
    /** Cleaning up failed; a person must act. */
    STUCK;

    /** Lower case with dashes, as reports have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
