package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what evidence amounts to: bounds that hold at every look, and what is left to do. Pure. */
final class Amounts {
    private Amounts() {}

    /** Empty where neither a bound nor a rest is known. */
    static String words(Objective objective, Evidence evidence, Remaining remaining, Promise promise) {
        List<String> parts = new ArrayList<>();
        bounds(objective, evidence, promise).ifPresent(parts::add);
        rest(objective, remaining).ifPresent(parts::add);
        return String.join("; ", parts);
    }

    /** The bounds as the end of a sentence, as in {@code ; error rate at most 0.93 % (99 %)}; nothing where nothing is bounded. */
    static String bounding(Assessment each, Promise promise) {
        return bounds(each.objective(), each.evidence(), promise)
                .map(words -> "; " + words)
                .orElse("");
    }

    /** As in {@code error rate at most 0.93 % (99 %), at least 0.21 % (95 %)}; empty where nothing is bounded. */
    private static Optional<String> bounds(Objective objective, Evidence evidence, Promise promise) {
        Metric metric = objective.metric();
        boolean halved = objective.limit() instanceof Limit.AtMostOverLive;
        double share = halved ? .5 : 1;
        List<String> bounds = new ArrayList<>();
        evidence.upper().stream()
                .filter(upper -> metric.isLatency() || upper < 1)
                .mapToObj(upper -> "at most " + Words.value(metric, upper) + sure(1 - share * promise.falsePromotion()))
                .forEach(bounds::add);
        evidence.lower().stream()
                .filter(lower -> lower > 0)
                .mapToObj(lower -> "at least " + Words.value(metric, lower) + sure(1 - share * promise.falseRollback()))
                .forEach(bounds::add);
        return bounds.isEmpty() ? Optional.empty() : Optional.of(name(metric) + " " + String.join(", ", bounds));
    }

    private static Optional<String> rest(Objective objective, Remaining remaining) {
        if (remaining.left().isEmpty() || remaining.left().getAsLong() == 0) {
            return Optional.empty();
        }
        long left = remaining.left().getAsLong();
        return Optional.of(
                remaining.errorFree()
                        ? Words.count(left) + " more " + good(objective.metric())
                                + (left == 1 ? " request" : " requests") + " would show " + limit(objective)
                        : "about " + Words.count(left, "more request") + " at this share would decide");
    }

    private static String good(Metric metric) {
        return metric.isLatency() ? "fast" : "error-free";
    }

    private static String limit(Objective objective) {
        return objective.limit() instanceof Limit.AtMost most
                ? "≤ " + Words.value(objective.metric(), most.value())
                : "it";
    }

    private static String name(Metric metric) {
        return switch (metric.kind()) {
            case ERROR_RATE -> "error rate";
            case LATENCY_QUANTILE -> metric.name().replace("latency-", "");
            case LATENCY_MEAN, REQUEST_COUNT, ERROR_COUNT, QUERIED -> metric.name();
        };
    }

    private static String sure(double chance) {
        return " (" + Words.percent(chance) + ")";
    }
}
