package io.mirrorexperiment.experiment;

/** What an objective asks of a metric's value; the bounds belong to what is allowed. */
public sealed interface Limit {
    /**
     * At most this.
     *
     * @param value in the metric's unit
     */
    record AtMost(double value) implements Limit {
        /** Checks. */
        public AtMost {
            finite(value);
        }
    }

    /**
     * At least this.
     *
     * @param value in the metric's unit
     */
    record AtLeast(double value) implements Limit {
        /** Checks. */
        public AtLeast {
            finite(value);
        }
    }

    /**
     * At most the live version's value and this much more.
     *
     * @param increase in the metric's unit
     */
    record AtMostOverLive(double increase) implements Limit {
        /** Checks. */
        public AtMostOverLive {
            finite(increase);
        }
    }

    private static void finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a limit must be a number, was " + value);
        }
    }
}
