package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.RateEvidence;
import io.mirrorexperiment.stats.Tail;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a quantile of the latency is at most a limit: whether the share of requests above the limit is at most the rest of the
 * quantile. Where the limit is no edge of the histogram, what lies in its bucket counts against both decisions.
 *
 * @param limit in milliseconds
 */
record QuantileScale(Metric metric, double limit, Promise promise) implements Scale {
    @Override
    public Account begun() {
        return Accounts.begun(Bets.RATE_ROLLBACK, promise);
    }

    @Override
    public Account plus(Account account, Seen step) {
        return tail(step)
                .map(tail -> Accounts.plus(
                        Bets.RATE_ROLLBACK,
                        promise,
                        account,
                        RateEvidence.rollbackSteps(
                                promise.thinned(tail.count()), promise.thinned(tail.surelyExceed(limit)), rest())))
                .orElse(account);
    }

    @Override
    public double promotion(Account account, Seen total) {
        return tail(total)
                .map(tail -> RateEvidence.promotion(
                        promise.thinned(tail.count()),
                        promise.thinned(tail.mayExceed(limit)),
                        Math.min(1, promise.eased(rest()))))
                .orElse(0.0);
    }

    @Override
    public double rollback(Account account, Seen total) {
        return Accounts.stream(Bets.RATE_ROLLBACK, promise, account).logEvidence();
    }

    @Override
    public Evidence evidence(Seen total) {
        Measured measured = Measure.of(metric, OptionalDouble.empty(), total.dark());
        Optional<Tail> tail = tail(total);
        return Findings.of(
                measured,
                tail.map(known -> known.lowerBound(metric.quantile(), promise.falseRollback(), promise.burst()))
                        .orElse(OptionalDouble.empty()),
                tail.map(known -> known.upperBound(metric.quantile(), promise.falsePromotion(), promise.burst()))
                        .orElse(OptionalDouble.empty()),
                tail.map(Tail::count).orElse(0L));
    }

    @Override
    public Optional<Share> share(Seen total) {
        return tail(total).map(tail -> new Share(tail.count(), tail.mayExceed(limit), rest()));
    }

    private double rest() {
        return 1 - metric.quantile();
    }

    /** Empty where no latency was counted. */
    private static Optional<Tail> tail(Seen seen) {
        return Optional.of(seen.dark().latency())
                .filter(histogram -> Histograms.count(histogram) > 0)
                .map(Histograms::tail);
    }
}
