package io.mirrorexperiment.stats;

/** Odds of evidence, as natural logarithms. Pure. */
public final class Odds {
    private Odds() {}

    /**
     * How much evidence decides, {@code ln(1/error)}.
     *
     * @param error chance of a wrong decision that is put up with; over 0 and under 1
     */
    public static double needed(double error) {
        if (!(error > 0 && error < 1)) {
            throw new IllegalArgumentException("an error probability lies strictly between 0 and 1: " + error);
        }
        return -Math.log(error);
    }

    /**
     * The evidence of several objectives that any of them is broken: the mean of the odds. It keeps the bound whatever the
     * objectives have to do with each other, and is never weaker than Bonferroni's correction.
     *
     * @param logs one for each objective; {@code −∞} of none
     */
    public static double mean(double... logs) {
        return logs.length == 0 ? Double.NEGATIVE_INFINITY : LogSum.of(logs) - Math.log(logs.length);
    }
}
