package io.mirrorexperiment.conformance;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.metrics.DirectSource;
import io.mirrorexperiment.metrics.MetricSource;
import io.mirrorexperiment.metrics.PrometheusSource;
import io.mirrorexperiment.run.MeshPods;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the bed's Prometheus has of one namespace's workloads, by the gate's own source. */
final class MeshMeter implements AutoCloseable {
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"\\]");

    private final URI prometheus;
    private final String namespace;
    private final MetricSource source;
    private final PrometheusSource callers;

    MeshMeter(URI prometheus, String namespace) {
        this(prometheus, namespace, Optional.empty());
    }

    /** By a rule for what an error is. */
    MeshMeter(URI prometheus, String namespace, Optional<MetricsSystem.Errors> errors) {
        this(prometheus, namespace, source(prometheus, "destination", errors));
    }

    private MeshMeter(URI prometheus, String namespace, MetricSource source) {
        this.prometheus = prometheus;
        this.namespace = namespace;
        this.source = source;
        this.callers = source(prometheus, "source", Optional.empty());
    }

    /** What the pods themselves tell. */
    MeshMeter direct(Cluster cluster, MetricsSystem.Direct way) {
        MetricsSystem pods =
                MetricsSystem.ofPods(way, 15020, "/stats/prometheus", Duration.ofSeconds(10), Optional.empty());
        return new MeshMeter(prometheus, namespace, new DirectSource(pods, new MeshPods(cluster), Clock.systemUTC()));
    }

    private static PrometheusSource source(URI prometheus, String reporter, Optional<MetricsSystem.Errors> errors) {
        MetricsSystem system = new MetricsSystem(
                prometheus,
                new MetricsSystem.Auth.None(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                reporter,
                Duration.ofSeconds(10),
                errors);
        return new PrometheusSource(system, credential -> "", Clock.systemUTC());
    }

    Reading read(String workload) {
        return source.counters(population(workload), Instant.now()).join();
    }

    /** What reporter=source says, which sees no copies. */
    Reading readFromCallers(String workload) {
        return callers.counters(population(workload), Instant.now()).join();
    }

    /** The next reading that there is: a scrape that fails on a busy machine ends all series until the next one. */
    Counters counters(String workload) {
        Reading[] reading = {read(workload)};
        Patience.await(
                () -> {
                    reading[0] = reading[0] instanceof Counters ? reading[0] : read(workload);
                    return reading[0] instanceof Counters;
                },
                "counters of " + workload + "; the last answer was " + reading[0]);
        return (Counters) reading[0];
    }

    private Population population(String workload) {
        return new Population(namespace, workload);
    }

    /** The counters once requests and latencies have stood still at the same number for longer than Envoy's flush of 5 s. */
    Counters settled(String workload) {
        Counters[] last = {counters(workload)};
        Instant[] since = {Instant.now()};
        Patience.await(
                () -> {
                    Counters now = counters(workload);
                    if (!counts(now).equals(counts(last[0]))) {
                        last[0] = now;
                        since[0] = Instant.now();
                    }
                    return since[0].plusSeconds(7).isBefore(Instant.now());
                },
                "counters to stand still");
        return counters(workload);
    }

    private static Map<String, String> counts(Counters counters) {
        return counters.series().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        pod -> pod.getValue().requests() + " " + pod.getValue().latency()));
    }

    /** What was counted since, once it is at least so much and stands still. */
    Totals counted(String workload, Counters before, long least) {
        Patience.await(() -> requestsSince(workload, before) >= least, least + " requests to be counted");
        return ((Increment.Counted) Tally.increment(before, settled(workload))).totals();
    }

    private long requestsSince(String workload, Counters before) {
        return read(workload) instanceof Counters now
                        && Tally.increment(before, now) instanceof Increment.Counted counted
                ? counted.totals().requests()
                : -1;
    }

    /** Prometheus' own {@code increase} over the last minute. */
    double increaseAsPrometheusSeesIt(String workload) {
        String query = "sum(increase(istio_requests_total{reporter=\"destination\",destination_workload=\"" + workload
                + "\",destination_workload_namespace=\"" + namespace + "\"}[1m]))";
        URI asked = URI.create(prometheus + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try (InputStream answer = asked.toURL().openStream()) {
            Matcher value = VALUE.matcher(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
            return value.find() ? Double.parseDouble(value.group(1)) : 0;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        source.close();
        callers.close();
    }
}
