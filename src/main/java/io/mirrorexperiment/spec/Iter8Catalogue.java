package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics that Iter8's own tutorials install: {@code iter8-knative/*} and {@code iter8-istio/*}. Those of Knative select a revision by
 * the variable {@code revision} up to Iter8 0.4.4, by the version's name since 0.5.0; here by the variable where a version has it.
 * Immutable.
 */
public final class Iter8Catalogue {
    private static final String KNATIVE = "iter8-knative";
    private static final String ISTIO = "iter8-istio";
    private static final String REVISION = "revision";

    /** What is counted underneath, by the name in either namespace. */
    private static final Map<String, Metric> COUNTED = Map.of(
            "request-count", Metric.REQUEST_COUNT,
            "error-count", Metric.ERROR_COUNT,
            "error-rate", Metric.ERROR_RATE,
            "mean-latency", Metric.LATENCY_MEAN);

    private final Map<MetricName, Iter8Metric> metrics = new HashMap<>();

    private Iter8Catalogue(boolean byRevision) {
        String knative = text(KNATIVE);
        add(byRevision ? knative : knative.replace("'$" + REVISION + "'", "'$name'"));
        add(text(ISTIO));
    }

    /** The one for a version. */
    public static Iter8Catalogue of(Iter8Version version) {
        return new Iter8Catalogue(version.values().containsKey(REVISION));
    }

    /**
     * Whether a definition of one of this catalogue's names asks what the catalogue asks, of whichever server and generation: then counters
     * tell it better. Iter8's own of Istio ask the source of requests, which never sees copies; that is no difference.
     */
    static boolean isOwn(Iter8Metric metric) {
        boolean plain = metric.request().auth().isEmpty()
                && metric.request().headers().isEmpty()
                && metric.request().body().isEmpty()
                && metric.mock().isEmpty();
        return plain
                && Stream.of(new Iter8Catalogue(true), new Iter8Catalogue(false))
                        .flatMap(catalogue -> catalogue.find(metric.name()).stream())
                        .anyMatch(known -> question(known).equals(question(metric)));
    }

    private static String question(Iter8Metric metric) {
        String promql = metric.request().params().stream()
                .map(param -> param.name() + "=" + param.value())
                .collect(Collectors.joining("&"));
        return (promql + metric.jqExpression().orElse(""))
                .replace("reporter='source'", "reporter='destination'")
                .replace("[$elapsedTime]", "[${elapsedTime}s]")
                .replaceAll("\\s", "");
    }

    /** A metric by its full name. */
    public Optional<Iter8Metric> find(MetricName name) {
        return Optional.ofNullable(metrics.get(name));
    }

    /** All full names. */
    public List<String> names() {
        return metrics.keySet().stream().map(MetricName::toString).sorted().toList();
    }

    /**
     * What cumulative counters give instead of a metric of this catalogue: in {@code iter8-knative} those of
     * {@code revision_app_request_latencies}, where every answer but 2xx is an error, in {@code iter8-istio} those of
     * {@code istio_requests_total} and {@code istio_request_duration_milliseconds}, where 5xx is one. Empty for others.
     */
    public static Optional<Metric> counted(MetricName name) {
        String namespace = name.namespace().orElse("");
        if (namespace.equals(KNATIVE) && name.name().equals("95th-percentile-tail-latency")) {
            return Metric.named("latency-p95");
        }
        return Optional.ofNullable(COUNTED.get(name.name()))
                .filter(metric -> namespace.equals(KNATIVE) || namespace.equals(ISTIO));
    }

    private void add(String text) {
        Iter8Result<Iter8Objects> result = new Iter8Reader("default").objects(text.getBytes(StandardCharsets.UTF_8));
        if (!(result instanceof Iter8Result.Valid<Iter8Objects> valid)) {
            throw new IllegalStateException("the catalogue of Iter8's metrics has mistakes: " + result);
        }
        valid.value().metrics().forEach(metric -> metrics.put(metric.name(), metric));
    }

    private static String text(String name) {
        String path = "/metrics/" + name + ".yaml";
        try (InputStream file = Objects.requireNonNull(Iter8Catalogue.class.getResourceAsStream(path), path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
