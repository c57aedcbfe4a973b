package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.stats.SampleSize;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many requests of the dark version decide about one objective, reckoned before any of them is seen. An empty number is of a
 * decision that never comes, or that nobody can reckon.
 *
 * @param flawless until a promotion, if none of them is bad
 * @param half until a promotion, at half the limit
 * @param twice until a rollback, at twice the limit
 */
record Need(Objective objective, OptionalDouble flawless, OptionalDouble half, OptionalDouble twice) {
    private static final double HALF = .5;
    private static final double TWICE = 2;

    /**
     * What nothing is known of beforehand but the objective itself: shares of requests, and capped means.
     *
     * @param objectives how many share the error of a rollback
     * @return empty for objectives of another kind
     */
    static Optional<Need> of(Objective objective, Promise promise, int objectives) {
        OptionalDouble share = share(objective);
        if (share.isPresent()) {
            return ofShare(objective, share.getAsDouble(), promise, objectives);
        }
        return objective.metric().equals(Metric.LATENCY_MEAN) && objective.limit() instanceof Limit.AtMost most
                ? ofMean(objective, most.value(), promise)
                : Optional.empty();
    }

    /**
     * The same for a relative objective on the error rate, whose numbers depend on how live fares: a dark version without errors shows it
     * the sooner, the oftener live fails.
     *
     * @param live error rate of the live version, as it was
     * @param atMost error rate of the live version, as it may be
     * @param copied requests of the dark version over those of the live one
     */
    static Optional<Need> ofRelative(
            Objective objective, Promise promise, double live, double atMost, double copied, boolean paired) {
        if (Scale.of(objective, promise, paired).isEmpty()) {
            return Optional.empty();
        }
        double allowance = ((Limit.AtMostOverLive) objective.limit()).increase();
        double eased = promise.eased(allowance);
        double between = Math.min(1, live + HALF * allowance);
        return Optional.of(new Need(
                objective,
                bursts(promise, relative(promise, eased, 0, atMost, copied, paired)),
                bursts(promise, relative(promise, eased, between, live, copied, paired)),
                OptionalDouble.empty()));
    }

    /** The share of requests that may be bad; empty where the objective is no question about one. */
    static OptionalDouble share(Objective objective) {
        if (!(objective.limit() instanceof Limit.AtMost most)) {
            return OptionalDouble.empty();
        }
        return switch (objective.metric().kind()) {
            case ERROR_RATE -> OptionalDouble.of(most.value());
            case LATENCY_QUANTILE -> OptionalDouble.of(1 - objective.metric().quantile());
            case LATENCY_MEAN, REQUEST_COUNT, ERROR_COUNT, QUERIED -> OptionalDouble.empty();
        };
    }

    /** The same where the histogram has no edge at which a good version could be told from a bad one. */
    Need neverShown() {
        return new Need(objective, OptionalDouble.empty(), OptionalDouble.empty(), twice);
    }

    /** The number that a run should be able to judge: at half the limit, or where that never comes, without a bad request. */
    OptionalDouble aim() {
        return half.isPresent() ? half : flawless;
    }

    private static Optional<Need> ofShare(Objective objective, double limit, Promise promise, int objectives) {
        double eased = promise.eased(limit);
        if (!(limit > 0 && eased < 1)) {
            return Optional.empty();
        }
        double alpha = promise.falsePromotion();
        double beta = promise.falseRollback() / objectives;
        return Optional.of(new Need(
                objective,
                bursts(promise, SampleSize.promotion(eased, 0, alpha)),
                bursts(promise, SampleSize.promotion(eased, HALF * limit / eased, alpha)),
                TWICE * limit > 1 ? OptionalDouble.empty() : bursts(promise, SampleSize.rollback(limit, TWICE, beta))));
    }

    private static Optional<Need> ofMean(Objective objective, double limit, Promise promise) {
        MeanScale scale = MeanScale.of(objective, limit, promise);
        if (!scale.sound()) {
            return Optional.empty();
        }
        double eased = promise.eased(limit);
        double alpha = promise.falsePromotion();
        return Optional.of(new Need(
                objective,
                bursts(promise, SampleSize.promotionOfMean(eased, 0, scale.cap(), alpha)),
                bursts(promise, SampleSize.promotionOfMean(eased, HALF * limit / eased, scale.cap(), alpha)),
                OptionalDouble.empty()));
    }

    private static OptionalDouble relative(
            Promise promise, double allowance, double dark, double live, double copied, boolean paired) {
        return paired
                ? SampleSize.promotionOfPairs(allowance, dark, live, promise.falsePromotion())
                : SampleSize.promotionOfSides(allowance, dark, live, copied, promise.falsePromotion());
    }

    private static OptionalDouble bursts(Promise promise, OptionalDouble requests) {
        return requests.isPresent() ? OptionalDouble.of(requests.getAsDouble() * promise.burst()) : requests;
    }
}
