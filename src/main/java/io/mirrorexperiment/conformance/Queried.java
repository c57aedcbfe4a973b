package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.QueriedValue;
import io.mirrorexperiment.experiment.Totals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a queried metric came to at a look.
 *
 * @param type what its value is
 * @param value what was answered
 */
public record Queried(QueriedMetric.Type type, QueriedValue value) {
    /** Those of a look, by their names. */
    public static Map<String, Queried> of(Experiment experiment, Optional<List<QueriedValue>> values) {
        Map<String, Queried> queried = new HashMap<>();
        for (QueriedValue value : values.orElse(List.of())) {
            experiment
                    .queries()
                    .flatMap(queries -> queries.find(value.metric()))
                    .ifPresent(metric -> queried.put(value.metric(), new Queried(metric.type(), value)));
        }
        return queried;
    }

    /** The value of a metric; none without requests, of which it could tell. */
    static Measured measured(Metric metric, Map<String, Queried> all, Totals dark) {
        if (dark.requests() <= 0) {
            return new Measured.Nothing("no requests of the dark version that it could tell of");
        }
        return Optional.ofNullable(all.get(metric.name()))
                .map(queried -> queried.measured(metric))
                .orElseGet(() -> new Measured.Nothing("it was not asked for"));
    }

    private Measured measured(Metric metric) {
        OptionalDouble known = value.value(type);
        return known.isPresent()
                ? Measured.Value.exact(known.getAsDouble(), Words.value(metric, known.getAsDouble()) + rest())
                : new Measured.Nothing(value.trouble(type).orElse("it has no value"));
    }

    private String rest() {
        return switch (type) {
            case GAUGE -> ", one value, as answered";
            case COUNTER -> " more than when evidence began to count";
        };
    }
}
