package io.mirrorexperiment.experiment;

import java.util.List;
import java.util.Locale;

/** Something in the course of a run that people or programs are told of; each comes about at most once in a run. */
public enum Occasion {
    /** The plan was made, and the run goes to work. */
    STARTED,
    /** The verdict was found. */
    JUDGED,
    /** The dark version is kept for a person to decide. */
    HELD,
    /** It ended: the dark version is live. */
    PROMOTED,
    /** It ended: everything is as it was before. */
    ROLLED_BACK,
    /** It ended: judged only, as the spec asked. */
    OBSERVED,
    /** It ended: stopped by a person or a signal. */
    ABORTED,
    /** It ended: nothing was changed. */
    NOT_STARTED,
    /** It ended: cleaning up failed, and a person must act. */
    STUCK;

    /** All of them. */
    public static final List<Occasion> ALL = List.of(values());

    /** All ways to end. */
    public static final List<Occasion> ENDS = List.of(PROMOTED, ROLLED_BACK, OBSERVED, ABORTED, NOT_STARTED, STUCK);

    /** That of an end. */
    public static Occasion of(Outcome outcome) {
        return switch (outcome) {
            case PROMOTED -> PROMOTED;
            case ROLLED_BACK -> ROLLED_BACK;
            case OBSERVED -> OBSERVED;
            case ABORTED -> ABORTED;
            case HELD -> HELD;
            case NOT_STARTED -> NOT_STARTED;
            case STUCK -> STUCK;
        };
    }

    /** The word of a spec and of messages, as {@code rolledBack}. */
    public String word() {
        String[] parts = name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder word = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            word.append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(parts[i].substring(1));
        }
        return word.toString();
    }
}
