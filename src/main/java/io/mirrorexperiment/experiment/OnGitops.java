package io.mirrorexperiment.experiment;

import java.util.Locale;

/** How a run goes on where a GitOps controller owns what it would edit. A run that does not say so is refused there. */
public enum OnGitops {
    /** It edits all the same, under a field manager of its own that is gone at the end. */
    PATCH;

    /** The word in a spec. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
