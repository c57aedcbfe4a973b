package io.mirrorexperiment.experiment;

import java.util.Locale;

/** The two versions of an experiment. */
public enum Side {
    /** Serves the users. */
    LIVE,
    /** Gets copies. */
    DARK;

    /** Lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
