package io.mirrorexperiment.experiment;

/**
 * Verdict, outcome and cause of a run, the three words that every report ends with.
 *
 * @param verdict what the evidence said
 * @param outcome what was done
 * @param cause why
 * @param because the cause in a sentence
 */
public record Ending(Verdict verdict, Outcome outcome, Cause cause, String because) {
    /**
     * The exit code of the gate: 0 promoted, or conforms where nothing was to be promoted; 1 violates, or conformed and was
     * turned down by a person or by its own promotion; 2 inconclusive, held, unanswered or expired; 4 nothing was changed;
     * 5 stuck; 130 aborted. (3, invalid spec or usage, is said before there is a run.)
     */
    public int exitCode() {
        return switch (outcome) {
            case PROMOTED -> 0;
            case NOT_STARTED -> 4;
            case STUCK -> 5;
            case ABORTED -> 130;
            case HELD -> 2;
            case ROLLED_BACK, OBSERVED -> codeOf(verdict);
        };
    }

    private int codeOf(Verdict judged) {
        return switch (judged) {
            case CONFORMS -> outcome == Outcome.OBSERVED ? 0 : turnedDown() ? 1 : 2;
            case VIOLATES -> 1;
            case INCONCLUSIVE, UNDECIDED -> 2;
        };
    }

    private boolean turnedDown() {
        return cause == Cause.PROMOTION_FAILED
                || cause == Cause.PROMOTION_BREACHED
                || cause == Cause.ROLLED_BACK_BY_HAND;
    }
}
