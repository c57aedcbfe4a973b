package io.mirrorexperiment.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * The fixed bets of each kind of evidence and how the stake is divided among them. Any stakes that add up to 1 keep the error
 * bounds; these were tuned once, before any data, so that few requests are needed whatever the true value is. They are
 * constants of the method and no setting.
 */
public final class Bets {
    /** Odds ratios under 1: evidence that a rate is below its limit. */
    public static final Bets RATE_PROMOTION =
            new Bets(new double[] {.02, .25, .55, .8, .92}, new double[] {.3, .2, .2, .2, .1});

    /** Odds ratios over 1: evidence that a rate is above its limit. */
    public static final Bets RATE_ROLLBACK =
            new Bets(new double[] {1.1, 1.25, 1.6, 2.5, 6}, new double[] {.1, .2, .25, .25, .2});

    /** Evidence that a capped mean is below its limit. */
    public static final Bets MEAN_PROMOTION = new Bets(new double[] {.1, .3, .6, .9}, new double[] {.15, .2, .25, .4});

    /** Evidence that a mean is above its limit. */
    public static final Bets MEAN_ROLLBACK =
            new Bets(new double[] {.02, .06, .18, .5}, new double[] {.2, .25, .3, .25});

    /** Evidence on the difference of two rates, either way. */
    public static final Bets RELATIVE = new Bets(new double[] {.1, .3, .6, .9}, new double[] {.15, .2, .25, .4});

    private final double[] bets;
    private final double[] logWeights;

    private Bets(double[] bets, double[] weights) {
        this.bets = bets;
        this.logWeights = new double[weights.length];
        for (int k = 0; k < weights.length; k++) {
            logWeights[k] = Math.log(weights[k]);
        }
    }

    /** How many bets there are. */
    public int size() {
        return bets.length;
    }

    /** What each bet has won, as a logarithm: {@code logFactor} of every bet. */
    double[] each(DoubleUnaryOperator logFactor) {
        double[] logs = new double[bets.length];
        for (int k = 0; k < bets.length; k++) {
            logs[k] = logFactor.applyAsDouble(bets[k]);
        }
        return logs;
    }

    /**
     * All bets together: {@code ln Σ w e^log}.
     *
     * @param logs what each bet has won, as a logarithm
     * @throws IllegalArgumentException if there are more or fewer logarithms than bets
     */
    public double together(double... logs) {
        if (logs.length != logWeights.length) {
            throw new IllegalArgumentException(logs.length + " results of " + logWeights.length + " bets");
        }
        double[] weighted = new double[logs.length];
        for (int k = 0; k < logs.length; k++) {
            weighted[k] = logWeights[k] + logs[k];
        }
        return LogSum.of(weighted);
    }
}
