package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.PairedEvidence;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the dark error rate exceeds the live one by at most an allowance, from live requests and their mirrored twins.
 *
 * @param allowance from 0, under 1
 */
record PairScale(double allowance, Promise promise) implements Scale {
    @Override
    public Account begun() {
        return Accounts.begun(Bets.RELATIVE, promise);
    }

    @Override
    public Account plus(Account account, Seen step) {
        Pairs pairs = step.pairs();
        return pairs.count() == 0
                ? account
                : Accounts.plus(
                        Bets.RELATIVE,
                        promise,
                        account,
                        PairedEvidence.rollbackSteps(
                                promise.thinned(pairs.darkOnly()),
                                promise.thinned(pairs.liveOnly()),
                                promise.thinned(pairs.alike()),
                                allowance));
    }

    @Override
    public double promotion(Account account, Seen total) {
        Pairs pairs = total.pairs();
        return PairedEvidence.promotion(
                promise.thinned(pairs.darkOnly()),
                promise.thinned(pairs.liveOnly()),
                promise.thinned(pairs.alike()),
                promise.eased(allowance));
    }

    @Override
    public double rollback(Account account, Seen total) {
        return Accounts.stream(Bets.RELATIVE, promise, account).logEvidence();
    }

    @Override
    public Evidence evidence(Seen total) {
        Pairs pairs = total.pairs();
        return pairs.count() == 0
                ? Findings.of(new Measured.Nothing("no pairs"), OptionalDouble.empty(), OptionalDouble.empty(), 0)
                : evidence(pairs);
    }

    private static Evidence evidence(Pairs pairs) {
        double dark = (double) (pairs.both() + pairs.darkOnly()) / pairs.count();
        double live = (double) (pairs.both() + pairs.liveOnly()) / pairs.count();
        return new Evidence(
                OptionalDouble.of(dark),
                OptionalDouble.of(live),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                pairs.count(),
                Words.percent(dark) + " of " + Words.count(pairs.count(), "pair") + " failed dark, "
                        + Words.percent(live) + " live (" + Words.count(pairs.darkOnly()) + " dark only, "
                        + Words.count(pairs.liveOnly()) + " live only)");
    }

    @Override
    public Optional<Share> share(Seen total) {
        return Optional.empty();
    }
}
