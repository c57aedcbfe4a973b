package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import java.util.Optional;

/** Weighs the evidence on one objective. Pure: all that is remembered is in the account. */
interface Scale {
    /** Before the first look. */
    Account begun();

    /** With what one look brought; the same account where it brought nothing for this objective. */
    Account plus(Account account, Seen step);

    /** Odds against "the objective is broken", as a natural logarithm. */
    double promotion(Account account, Seen total);

    /** Odds against "the objective is met", likewise. */
    double rollback(Account account, Seen total);

    /** Value, bounds and words; the weight is the sum of all that and filled in by the caller. */
    Evidence evidence(Seen total);

    /** The rate that this objective is a question about, for sample sizes; empty where there is none. */
    Optional<Share> share(Seen total);

    /**
     * A share of requests and its limit.
     *
     * @param requests judged so far
     * @param bad ones that count against promotion
     * @param limit of the share
     */
    record Share(long requests, long bad, double limit) {}

    /**
     * The scale for an objective.
     *
     * @param paired whether relative objectives rest on pairs
     * @return empty for what cannot be weighed: counts, lower limits, latencies relative to live ones, limits out of range
     */
    static Optional<Scale> of(Objective objective, Promise promise, boolean paired) {
        if (objective.limit() instanceof Limit.AtMost most) {
            return atMost(objective, most.value(), promise);
        }
        boolean relative = objective.limit() instanceof Limit.AtMostOverLive over
                && objective.metric().kind() == Metric.Kind.ERROR_RATE
                && over.increase() >= 0
                && promise.eased(over.increase()) < 1;
        return relative ? Optional.of(overLive(objective, promise, paired)) : Optional.empty();
    }

    private static Optional<Scale> atMost(Objective objective, double limit, Promise promise) {
        return switch (objective.metric().kind()) {
            case ERROR_RATE -> limit >= 0 && limit <= 1 ? Optional.of(new RateScale(limit, promise)) : Optional.empty();
            case LATENCY_QUANTILE -> Optional.of(new QuantileScale(objective.metric(), limit, promise));
            case LATENCY_MEAN ->
                Optional.of(MeanScale.of(objective, limit, promise))
                        .filter(MeanScale::sound)
                        .map(Scale.class::cast);
            case REQUEST_COUNT, ERROR_COUNT, QUERIED -> Optional.empty();
        };
    }

    private static Scale overLive(Objective objective, Promise promise, boolean paired) {
        double allowance = ((Limit.AtMostOverLive) objective.limit()).increase();
        return paired ? new PairScale(allowance, promise) : new SidesScale(allowance, promise);
    }
}
