package io.mirrorexperiment.stats;

/**
 * Evidence on a mean latency from histogram and sum. Nothing can bound a mean from above without an assumption on its tail (Bahadur
 * and Savage, 1956), so promotion certifies the mean of {@code min(X, cap)}; rollback needs no cap. Bets after Waudby-Smith and
 * Ramdas, "Estimating means of bounded random variables by betting", arXiv 2010.09686, with constant stakes. Pure.
 */
public final class MeanEvidence {
    private MeanEvidence() {}

    /**
     * What one look adds to each bet of {@link Bets#MEAN_PROMOTION} against "the capped mean is at least the limit".
     *
     * @param limit over 0
     * @param cap over the limit
     */
    public static double[] promotionSteps(Buckets look, double limit, double cap) {
        if (!(limit > 0 && cap > limit)) {
            throw new IllegalArgumentException("a cap of " + cap + " does not fit a limit of " + limit);
        }
        return Bets.MEAN_PROMOTION.each(
                bet -> look.leastCapped(cap, x -> Math.log1p(bet / (cap - limit) * (limit - x))));
    }

    /**
     * What one look adds to each bet of {@link Bets#MEAN_ROLLBACK} against "the mean is at most the limit".
     *
     * @param limit over 0
     */
    public static double[] rollbackSteps(Buckets look, double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("the limit of a latency is over 0: " + limit);
        }
        return Bets.MEAN_ROLLBACK.each(bet -> look.least(x -> Math.log1p(bet / limit * (x - limit))));
    }
}
