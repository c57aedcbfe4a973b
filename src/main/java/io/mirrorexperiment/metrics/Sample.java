package io.mirrorexperiment.metrics;

import java.util.Map;

/**
 * One element of an instant vector, its number still as the server wrote it.
 *
 * @param labels never null, values may be empty
 * @param text a number as the server wrote it, such as {@code 17} or {@code NaN}
 */
record Sample(Map<String, String> labels, String text) {
    /** Beyond this a double no longer counts in ones. */
    private static final double MOST = 0x1p53;

    Sample {
        labels = Map.copyOf(labels);
    }

    /** A label's value; an absent label is the same as an empty one, as in Prometheus. */
    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** The value as a count: whole, not negative, small enough to be exact. */
    long count() throws OddAnswerException {
        double value = amount();
        if (value != Math.rint(value)) {
            throw odd("is not a whole number, but counters count in ones");
        }
        if (value >= MOST) {
            throw odd("is too large to be exact (2^53 or more)");
        }
        return (long) value;
    }

    /** The value as an amount: finite and not negative. */
    double amount() throws OddAnswerException {
        double value = SampleText.number(text).orElseThrow(() -> odd("is not a number"));
        if (!Double.isFinite(value)) {
            throw odd("is not finite");
        }
        if (value < 0) {
            throw odd("is negative, but counters never are");
        }
        return value + 0.0; // turns -0.0 into 0.0
    }

    private OddAnswerException odd(String what) {
        return new OddAnswerException("the value " + SampleText.shown(text) + what(what));
    }

    private String what(String what) {
        return (labels.isEmpty() ? "" : " of " + SampleText.shown(labels)) + " " + what;
    }
}
