package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.Buckets;
import io.mirrorexperiment.stats.MeanBounds;
import io.mirrorexperiment.stats.MeanEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the mean latency is at most a limit. Promotion certifies the mean of latencies that count as the cap at most; a rollback
 * certifies the plain mean.
 *
 * @param limit in milliseconds
 * @param cap in milliseconds, over the limit
 */
record MeanScale(double limit, double cap, Promise promise) implements Scale {
    /** The cap where the spec names none, as a multiple of the limit. */
    static final double USUAL_CAP = 10;

    static MeanScale of(Objective objective, double limit, Promise promise) {
        return new MeanScale(limit, objective.cap().orElse(USUAL_CAP * limit), promise);
    }

    boolean sound() {
        return limit > 0 && cap > promise.eased(limit);
    }

    @Override
    public Account begun() {
        Account empty = Accounts.begun(Bets.MEAN_ROLLBACK, promise);
        return new Account(Collections.nCopies(Bets.MEAN_PROMOTION.size(), 0.0), empty.rollback(), 0);
    }

    @Override
    public Account plus(Account account, Seen step) {
        Histogram histogram = step.dark().latency();
        return Histograms.count(histogram) == 0 ? account : plus(account, Histograms.buckets(histogram));
    }

    private Account plus(Account account, Buckets look) {
        double[] won = promise.thinned(MeanEvidence.promotionSteps(look, promise.eased(limit), cap));
        Account longer = Accounts.plus(
                Bets.MEAN_ROLLBACK, promise, account, promise.thinned(MeanEvidence.rollbackSteps(look, limit)));
        return new Account(sums(account.promotion(), won), longer.rollback(), longer.looks());
    }

    private static List<Double> sums(List<Double> before, double... won) {
        List<Double> sums = new ArrayList<>();
        for (int k = 0; k < won.length; k++) {
            sums.add(before.get(k) + won[k]);
        }
        return sums;
    }

    @Override
    public double promotion(Account account, Seen total) {
        return Bets.MEAN_PROMOTION.together(
                account.promotion().stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public double rollback(Account account, Seen total) {
        return Accounts.stream(Bets.MEAN_ROLLBACK, promise, account).logEvidence();
    }

    @Override
    public Evidence evidence(Seen total) {
        Buckets all = Histograms.buckets(total.dark().latency());
        return Findings.of(
                Measure.of(Metric.LATENCY_MEAN, OptionalDouble.of(cap), total.dark()),
                MeanBounds.lower(all, promise.falseRollback(), promise.burst()),
                MeanBounds.upper(all, cap, promise.falsePromotion(), promise.burst()),
                Histograms.count(total.dark().latency()));
    }

    @Override
    public Optional<Share> share(Seen total) {
        return Optional.empty();
    }
}
