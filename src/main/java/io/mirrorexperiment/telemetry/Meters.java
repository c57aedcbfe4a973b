package io.mirrorexperiment.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The instruments, one for each {@link Meter} that is counted or held; gauges are asked at each scrape. A registry of its own, so that two of
 * them in one process do not meet. Thread-safe.
 */
final class Meters {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<Meter, Counter> counters = new EnumMap<>(Meter.class);
    private final Map<Meter, Histogram> histograms = new EnumMap<>(Meter.class);

    /** With those of this Java process, under the names that Prometheus' library gives them. */
    Meters(String version) {
        for (Meter meter : Meter.values()) {
            switch (meter.form()) {
                case COUNTER -> counters.put(meter, counter(meter));
                case HISTOGRAM -> histograms.put(meter, histogram(meter));
                case INFO -> info(meter, version);
                case GAUGE -> {
                    // whoever knows its value hands it in
                }
            }
        }
        JvmMetrics.builder().register(registry);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    void count(Meter meter, String... labels) {
        Objects.requireNonNull(counters.get(meter)).labelValues(labels).inc();
    }

    void observe(Meter meter, double seconds, String... labels) {
        Objects.requireNonNull(histograms.get(meter)).labelValues(labels).observe(Math.max(0, seconds));
    }

    /**
     * Has a gauge from here on.
     *
     * @param values asked at each scrape
     */
    void gauge(Meter meter, Consumer<GaugeWithCallback.Callback> values) {
        GaugeWithCallback.builder()
                .name(meter.fullName())
                .help(meter.help())
                .labelNames(meter.labels().toArray(String[]::new))
                .callback(values)
                .register(registry);
    }

    private Counter counter(Meter meter) {
        return Counter.builder()
                .name(meter.fullName())
                .help(meter.help())
                .labelNames(meter.labels().toArray(String[]::new))
                .register(registry);
    }

    private Histogram histogram(Meter meter) {
        return Histogram.builder()
                .name(meter.fullName())
                .help(meter.help())
                .labelNames(meter.labels().toArray(String[]::new))
                .classicOnly()
                .classicUpperBounds(meter.buckets().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .register(registry);
    }

    private void info(Meter meter, String version) {
        Info.builder()
                .name(meter.fullName())
                .help(meter.help())
                .labelNames(meter.labels().toArray(String[]::new))
                .register(registry)
                .addLabelValues(version);
    }
}
