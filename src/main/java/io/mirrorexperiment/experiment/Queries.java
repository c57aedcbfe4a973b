package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Metrics that are asked over HTTP, and what their templates know of the dark version.
 *
 * @param metrics each of another name
 * @param variables of the dark version; one called {@code name} takes the place of its name
 */
public record Queries(List<QueriedMetric> metrics, Map<String, String> variables) {
    private static final String NAME = "name";
    private static final String NAMESPACE = "namespace";
    private static final String ELAPSED = "elapsedTime";
    private static final String INTERVAL = "interval";
    private static final String FROM = "from";
    private static final String TO = "to";

    /** Copies. */
    public Queries {
        metrics = List.copyOf(metrics);
        variables = Map.copyOf(variables);
    }

    /** The one of a name. */
    public Optional<QueriedMetric> find(String name) {
        return metrics.stream()
                .filter(each -> each.metric().name().equals(name))
                .findFirst();
    }

    /** Whether a value has to be known from before evidence counts. */
    public boolean counts() {
        return metrics.stream().anyMatch(each -> each.type() == QueriedMetric.Type.COUNTER);
    }

    /** All names that stand for a value. */
    public static Set<String> names(Set<String> variables) {
        Set<String> names = new TreeSet<>(variables);
        names.addAll(Set.of(NAME, NAMESPACE, ELAPSED, INTERVAL, FROM, TO));
        return names;
    }

    /**
     * All values at a look: {@code name} and {@code namespace} of the dark version's workload, {@code from} and {@code to} in seconds of Unix
     * time, {@code interval} as {@code 95s}; then the variables, which take the place of these; and {@code elapsedTime} in whole seconds, at
     * least one, which no variable can change.
     *
     * @param since when evidence began to count
     * @param at the instant of the look
     */
    public Map<String, String> values(Population dark, Instant since, Instant at) {
        long elapsed = Math.max(1, Duration.between(since, at).toSeconds());
        Map<String, String> values = new LinkedHashMap<>();
        values.put(NAME, dark.workload());
        values.put(NAMESPACE, dark.namespace());
        values.put(INTERVAL, elapsed + "s");
        values.put(FROM, Long.toString(at.getEpochSecond() - elapsed));
        values.put(TO, Long.toString(at.getEpochSecond()));
        values.putAll(variables);
        values.put(ELAPSED, Long.toString(elapsed));
        return Map.copyOf(values);
    }
}
