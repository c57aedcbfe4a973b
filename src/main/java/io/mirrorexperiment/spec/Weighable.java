package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import java.util.Optional;

/** What the sequential rule can judge: shares of requests with an upper limit that evidence can reach, and capped means. */
record Weighable(Decision decision) {
    private static final String ELSE = ", or write decision: {rule: point}";

    /** Why an objective cannot be judged by the rule of the spec, and the way out; empty if it can. */
    Optional<String> obstacle(Objective objective) {
        if (decision.rule() == Decision.Rule.POINT) {
            return Optional.empty();
        }
        Metric.Kind kind = objective.metric().kind();
        if (kind == Metric.Kind.REQUEST_COUNT || kind == Metric.Kind.ERROR_COUNT) {
            return Optional.of("limits " + objective.metric()
                    + ", a count, which bears no evidence on any request to come; the sequential rule needs error-rate or a"
                    + " latency: use one of those" + ELSE);
        }
        if (kind == Metric.Kind.QUERIED) {
            return Optional.of("limits " + objective.metric()
                    + ", one value of a query, of which nobody knows how many requests are behind it; the sequential rule"
                    + " needs counters: use error-rate or a latency" + ELSE);
        }
        if (objective.limit() instanceof Limit.AtLeast) {
            return Optional.of("has a lowerLimit; the sequential rule judges upper limits only: remove it" + ELSE);
        }
        return objective.limit() instanceof Limit.AtMost most
                ? atMost(objective, most.value())
                : overLive(objective, ((Limit.AtMostOverLive) objective.limit()).increase());
    }

    private Optional<String> atMost(Objective objective, double limit) {
        if (limit == 0) {
            return Optional.of("has the upperLimit 0, which no number of requests can show; write a small one, as in "
                    + (objective.metric().isLatency() ? "1" : "0.001") + ELSE);
        }
        double eased = 1 + decision.tolerance();
        return switch (objective.metric().kind()) {
            case ERROR_RATE -> reachable(limit * eased);
            case LATENCY_QUANTILE -> reachable((1 - objective.metric().quantile()) * eased);
            case LATENCY_MEAN -> capped(objective, limit * eased);
            case REQUEST_COUNT, ERROR_COUNT, QUERIED -> Optional.empty();
        };
    }

    private static Optional<String> reachable(double share) {
        return share < 1
                ? Optional.empty()
                : Optional.of("allows, with the tolerance, that every request is bad; write a smaller tolerance");
    }

    private static Optional<String> capped(Objective objective, double limit) {
        return objective.cap().isPresent() && objective.cap().getAsDouble() <= limit
                ? Optional.of("has a cap that is not over its upperLimit with the tolerance; write a larger cap")
                : Optional.empty();
    }

    private Optional<String> overLive(Objective objective, double increase) {
        if (objective.metric().isLatency()) {
            return Optional.of(
                    "compares latencies with live ones, of which counters tell no evidence; the sequential rule"
                            + " compares error-rate only: write an upperLimit for " + objective.metric() + ELSE);
        }
        return reachable(increase * (1 + decision.tolerance()));
    }
}
