package io.mirrorexperiment.conformance;

/** The value of a metric over some totals, or why there is none. */
sealed interface Measured {
    /**
     * A value.
     *
     * @param shown the point value
     * @param least the true value is at least this
     * @param most the true value is at most this; infinite where nothing bounds it
     * @param words what it rests on
     */
    record Value(double shown, double least, double most, String words) implements Measured {
        static Value exact(double value, String words) {
            return new Value(value, value, value, words);
        }

        /** Whether the value lies somewhere above the last finite edge of a histogram. */
        boolean open() {
            return most == Double.POSITIVE_INFINITY;
        }
    }

    /**
     * No value.
     *
     * @param reason why, in words
     */
    record Nothing(String reason) implements Measured {}
}
