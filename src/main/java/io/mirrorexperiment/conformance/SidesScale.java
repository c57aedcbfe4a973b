package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.stats.RateBounds;
import io.mirrorexperiment.stats.UnpairedEvidence;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the dark error rate exceeds the live one by at most an allowance, from the counters of both sides, which need not count as
 * many requests. There are no restarts: the rate to be restarted against is the live one, which is not known.
 *
 * @param allowance from 0, under 1
 */
record SidesScale(double allowance, Promise promise) implements Scale {
    @Override
    public Account begun() {
        return new Account(List.of(), List.of(), 0);
    }

    @Override
    public Account plus(Account account, Seen step) {
        return step.dark().requests() == 0 ? account : new Account(List.of(), List.of(), account.looks() + 1);
    }

    @Override
    public double promotion(Account account, Seen total) {
        return UnpairedEvidence.promotion(
                promise.thinned(total.dark().requests()),
                promise.thinned(total.dark().bad()),
                promise.thinned(total.live().requests()),
                promise.thinned(total.live().bad()),
                promise.eased(allowance));
    }

    @Override
    public double rollback(Account account, Seen total) {
        return UnpairedEvidence.rollback(
                promise.thinned(total.dark().requests()),
                promise.thinned(total.dark().bad()),
                promise.thinned(total.live().requests()),
                promise.thinned(total.live().bad()),
                allowance);
    }

    @Override
    public Evidence evidence(Seen total) {
        Measured dark = Measure.of(Metric.ERROR_RATE, OptionalDouble.empty(), total.dark());
        Measured live = Measure.of(Metric.ERROR_RATE, OptionalDouble.empty(), total.live());
        return dark instanceof Measured.Value one && live instanceof Measured.Value other
                ? evidence(total, one, other)
                : Findings.of(
                        dark instanceof Measured.Nothing ? dark : unknown((Measured.Nothing) live),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        total.dark().requests());
    }

    private static Measured unknown(Measured.Nothing live) {
        return new Measured.Nothing("nothing to compare with: live has " + live.reason());
    }

    /** The bounds of the dark rate have half the error each; the other half belongs to the live rate. */
    private Evidence evidence(Seen total, Measured.Value dark, Measured.Value live) {
        Totals totals = total.dark();
        double requests = promise.thinned(totals.requests());
        double bad = promise.thinned(totals.bad());
        return new Evidence(
                OptionalDouble.of(dark.shown()),
                OptionalDouble.of(live.shown()),
                OptionalDouble.of(RateBounds.lower(requests, bad, promise.falseRollback() / 2)),
                OptionalDouble.of(RateBounds.upper(requests, bad, promise.falsePromotion() / 2)),
                totals.requests(),
                dark.words() + "; live: " + live.words());
    }

    @Override
    public Optional<Share> share(Seen total) {
        return Optional.empty();
    }
}
