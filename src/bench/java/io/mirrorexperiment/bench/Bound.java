package io.mirrorexperiment.bench;

import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Objectives, and the short lane that weighs them.
 *
 * @param objectives as the rule gets them
 * @param paired whether relative ones rest on pairs
 * @param lane the short lane, before the first look
 */
record Bound(List<Objective> objectives, boolean paired, Supplier<Lane> lane) {
    /** Needs of either decision, as natural logarithms; the smaller one is that of a rollback. */
    static final double PROMOTION = Math.log(100);

    static final double ROLLBACK = Math.log(20);

    static Bound errors(double limit) {
        return one(objective(Metric.ERROR_RATE, new Limit.AtMost(limit)), () -> RateLane.errors(limit));
    }

    static Bound quantile(String metric, double limit) {
        Metric named = Metric.named(metric).orElseThrow();
        return one(objective(named, new Limit.AtMost(limit)), () -> RateLane.slow(named.quantile(), limit));
    }

    static Bound mean(double limit, double cap) {
        Objective objective = new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(limit), OptionalDouble.of(cap));
        return one(objective, () -> new MeanLane(limit, cap));
    }

    static Bound pairs(double allowance) {
        return new Bound(List.of(overLive(allowance)), true, () -> new PairLane(allowance));
    }

    /** @param truth the live rate, which the short lane may know */
    static Bound sides(double allowance, double truth) {
        return one(overLive(allowance), () -> new SidesLane(allowance, truth, ROLLBACK));
    }

    static Bound all(List<Bound> bounds) {
        return new Bound(
                bounds.stream().flatMap(bound -> bound.objectives().stream()).toList(),
                false,
                () -> new SeveralLane(
                        bounds.stream().map(bound -> bound.lane().get()).toList()));
    }

    private static Bound one(Objective objective, Supplier<Lane> lane) {
        return new Bound(List.of(objective), false, lane);
    }

    private static Objective overLive(double allowance) {
        return objective(Metric.ERROR_RATE, new Limit.AtMostOverLive(allowance));
    }

    private static Objective objective(Metric metric, Limit limit) {
        return new Objective(metric, limit, OptionalDouble.empty());
    }
}
