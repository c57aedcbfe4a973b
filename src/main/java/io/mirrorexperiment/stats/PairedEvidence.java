package io.mirrorexperiment.stats;

/**
 * Evidence on two error rates from pairs: a live request and its mirrored twin. Bets on the difference
 * {@code dark bad − live bad ∈ {−1, 0, 1}}; with an allowance of 0 this is a sequential McNemar test. Pure.
 */
public final class PairedEvidence {
    private PairedEvidence() {}

    /**
     * Against "the dark rate exceeds the live one by at least the allowance".
     *
     * @param darkOnly pairs of which the dark one alone failed; whole pairs, or divided by a burst factor
     * @param liveOnly pairs of which the live one alone failed
     * @param alike all other pairs
     * @param allowance from 0, under 1
     */
    public static double promotion(double darkOnly, double liveOnly, double alike, double allowance) {
        check(allowance);
        return Bets.RELATIVE.together(Bets.RELATIVE.each(bet -> {
            double stake = bet / (1 - allowance);
            return darkOnly * Math.log1p(stake * (allowance - 1))
                    + liveOnly * Math.log1p(stake * (allowance + 1))
                    + alike * Math.log1p(stake * allowance);
        }));
    }

    /** Against "the dark rate exceeds the live one by at most the allowance", without restarts. */
    public static double rollback(double darkOnly, double liveOnly, double alike, double allowance) {
        return Bets.RELATIVE.together(rollbackSteps(darkOnly, liveOnly, alike, allowance));
    }

    /** What one look adds to a {@link RollbackStream} of {@link Bets#RELATIVE}. */
    public static double[] rollbackSteps(double darkOnly, double liveOnly, double alike, double allowance) {
        check(allowance);
        return Bets.RELATIVE.each(bet -> {
            double stake = bet / (1 + allowance);
            return darkOnly * Math.log1p(stake * (1 - allowance))
                    + liveOnly * Math.log1p(-stake * (1 + allowance))
                    + alike * Math.log1p(-stake * allowance);
        });
    }

    static void check(double allowance) {
        if (!(allowance >= 0 && allowance < 1)) {
            throw new IllegalArgumentException("an allowance is from 0 and under 1: " + allowance);
        }
    }
}
