package io.mirrorexperiment.experiment;

import java.util.Locale;

/** What the evidence says of the dark version. */
public enum Verdict {
    /** Not judged yet. */
    UNDECIDED,
    /** It meets every objective. */
    CONFORMS,
    /** It breaks an objective, or never became ready. */
    VIOLATES,
    /** The evidence does not say. */
    INCONCLUSIVE;

    /** Lower case, as reports have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
