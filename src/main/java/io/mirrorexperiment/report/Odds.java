package io.mirrorexperiment.report;

import java.util.Locale;

/** Odds of evidence as a person reads them. */
final class Odds {
    private static final double MOST = Math.log(1e6);

    private Odds() {}

    /** From their natural logarithm, as in {@code 31 : 1}; huge ones are not told apart. */
    static String words(double log) {
        if (log > MOST + 1e-9) {
            return "> 10^6 : 1";
        }
        double odds = Math.exp(log);
        if (odds < .01) {
            return "< 0.01 : 1";
        }
        return String.format(Locale.ROOT, odds < 1 ? "%.2f : 1" : odds < 9.95 ? "%.1f : 1" : "%,.0f : 1", odds);
    }

    /** What is needed for a chance of a wrong decision, as in {@code 100 : 1}. */
    static String needed(double error) {
        return words(-Math.log(error));
    }
}
