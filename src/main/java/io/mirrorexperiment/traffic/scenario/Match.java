package io.mirrorexperiment.traffic.scenario;

/**
 * What a text must be.
 *
 * @param how it is compared
 * @param text that it is compared with
 */
public record Match(How how, String text) {
    /** How a text is compared. */
    public enum How {
        /** It is the same. */
        EXACT("exact"),
        /** It begins so. */
        PREFIX("prefix"),
        /** All of it matches a regular expression of RE2. */
        REGEX("regex");

        private final String word;

        How(String word) {
            this.word = word;
        }

        /** As files and commands say it. */
        public String word() {
            return word;
        }
    }

    /** Checks. */
    public Match {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a condition needs a text to compare with");
        }
    }

    /** The same text. */
    public static Match exact(String text) {
        return new Match(How.EXACT, text);
    }

    /** A text that begins so. */
    public static Match prefix(String text) {
        return new Match(How.PREFIX, text);
    }

    /** A text that the expression matches as a whole. */
    public static Match regex(String text) {
        return new Match(How.REGEX, text);
    }
}
