package io.mirrorexperiment.spec.iter8;

import java.util.Optional;

/**
 * How an Iter8 object refers to a metric.
 *
 * @param namespace if it is said
 * @param name of the Metric object
 */
public record MetricName(Optional<String> namespace, String name) {
    /** Takes {@code name} or {@code namespace/name} apart. */
    public static MetricName of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new MetricName(Optional.empty(), text)
                : new MetricName(Optional.of(text.substring(0, slash)), text.substring(slash + 1));
    }

    /** The same with a namespace, if it has none. */
    public MetricName in(String usual) {
        return new MetricName(Optional.of(namespace.orElse(usual)), name);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return namespace.map(where -> where + "/").orElse("") + name;
    }
}
