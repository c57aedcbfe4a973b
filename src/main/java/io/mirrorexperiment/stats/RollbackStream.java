package io.mirrorexperiment.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Evidence that a limit is broken, which is also started anew at every look, so that a version that turns bad late is not
 * protected by its good past. The first start has most of the stake; start {@code j ≥ 1} has {@code (1−v)/(j(j+1))}, together the
 * rest, so this stays an e-process (a Shiryaev–Roberts mixture; cf. Shin, Ramdas and Rinaldo, "E-detectors", arXiv 2203.03532).
 * Its promise needs a version that keeps the limit all the time. Immutable; {@link #logs} and {@link #looks} are all there is to
 * keep over a restart of the process.
 */
public final class RollbackStream {
    /** Stake of the first start that the method is tuned for. */
    public static final double FIRST_START = .8;

    private final Bets bets;
    private final double firstStart;
    private final double[] logs;
    private final int looks;

    private RollbackStream(Bets bets, double firstStart, double[] logs, int looks) {
        if (!(firstStart > 0 && firstStart <= 1)) {
            throw new IllegalArgumentException("the first start has a part of the stake: " + firstStart);
        }
        if (logs.length != bets.size() || looks < 0) {
            throw new IllegalArgumentException(logs.length + " results of " + bets.size() + " bets at look " + looks);
        }
        this.bets = bets;
        this.firstStart = firstStart;
        this.logs = logs;
        this.looks = looks;
    }

    /**
     * Before the first look.
     *
     * @param firstStart the stake of the first start, over 0; with 1 there are no restarts
     */
    public static RollbackStream begun(Bets bets, double firstStart) {
        double[] logs = new double[bets.size()];
        Arrays.fill(logs, Math.log(firstStart));
        return new RollbackStream(bets, firstStart, logs, 0);
    }

    /** As it was when {@link #logs} and {@link #looks} were written down. */
    public static RollbackStream resumed(Bets bets, double firstStart, List<Double> logs, int looks) {
        return new RollbackStream(
                bets, firstStart, logs.stream().mapToDouble(Double::doubleValue).toArray(), looks);
    }

    /**
     * With one more look at which there were requests.
     *
     * @param steps what each bet won since the look before, as a logarithm
     */
    public RollbackStream plus(double... steps) {
        int now = looks + 1;
        double[] next = new double[logs.length];
        for (int k = 0; k < logs.length; k++) {
            next[k] = steps[k] + (now == 1 ? logs[k] : LogSum.of(logs[k], freshStake(now)));
        }
        return new RollbackStream(bets, firstStart, next, now);
    }

    /** The evidence now; 0 before the first look. */
    public double logEvidence() {
        return looks == 0 ? 0 : LogSum.of(bets.together(logs), Math.log((1 - firstStart) / looks));
    }

    /** What each bet has won so far, all starts together. */
    public List<Double> logs() {
        return Arrays.stream(logs).boxed().toList();
    }

    /** Looks so far. */
    public int looks() {
        return looks;
    }

    private double freshStake(int now) {
        return Math.log((1 - firstStart) / ((now - 1.0) * now));
    }
}
