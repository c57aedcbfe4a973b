package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.RateBounds;
import io.mirrorexperiment.stats.RateEvidence;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the error rate is at most a limit.
 *
 * @param limit a fraction, from 0 to 1
 */
record RateScale(double limit, Promise promise) implements Scale {
    @Override
    public Account begun() {
        return Accounts.begun(Bets.RATE_ROLLBACK, promise);
    }

    @Override
    public Account plus(Account account, Seen step) {
        Totals dark = step.dark();
        return dark.requests() == 0
                ? account
                : Accounts.plus(
                        Bets.RATE_ROLLBACK,
                        promise,
                        account,
                        RateEvidence.rollbackSteps(
                                promise.thinned(dark.requests()), promise.thinned(dark.bad()), limit));
    }

    @Override
    public double promotion(Account account, Seen total) {
        Totals dark = total.dark();
        return RateEvidence.promotion(
                promise.thinned(dark.requests()), promise.thinned(dark.bad()), Math.min(1, promise.eased(limit)));
    }

    @Override
    public double rollback(Account account, Seen total) {
        return Accounts.stream(Bets.RATE_ROLLBACK, promise, account).logEvidence();
    }

    @Override
    public Evidence evidence(Seen total) {
        Totals dark = total.dark();
        Measured measured = Measure.of(Metric.ERROR_RATE, OptionalDouble.empty(), dark);
        double requests = promise.thinned(dark.requests());
        double bad = promise.thinned(dark.bad());
        return Findings.of(
                measured,
                OptionalDouble.of(RateBounds.lower(requests, bad, promise.falseRollback())),
                OptionalDouble.of(RateBounds.upper(requests, bad, promise.falsePromotion())),
                dark.requests());
    }

    @Override
    public Optional<Share> share(Seen total) {
        return Optional.of(new Share(total.dark().requests(), total.dark().bad(), limit));
    }
}
