package io.mirrorexperiment.metrics;

import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.real.PrometheusProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that has scraped given counters, dated as they are, from one loopback target. */
final class FedPrometheus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServer target;
    private final PrometheusProgram program;

    /** {@code more} is further YAML of its configuration file. */
    FedPrometheus(Map<Population, Reading.Counters> truth, String more) {
        byte[] exposition = exposition(truth).getBytes(StandardCharsets.UTF_8);
        try {
            target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        target.createContext("/metrics", exchange -> {
            exchange.sendResponseHeaders(200, exposition.length);
            exchange.getResponseBody().write(exposition);
            exchange.close();
        });
        target.start();
        program = PrometheusProgram.start("""
                global: {scrape_interval: 200ms, scrape_timeout: 200ms}
                scrape_configs: [{job_name: pods, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                """.formatted(target.getAddress().getPort()) + more);
        awaitScrape();
    }

    private void awaitScrape() {
        Instant deadline = Instant.now().plus(PATIENCE);
        try (MetricSource source = new PrometheusSource(Systems.plain(url()), new Systems.Vault(), Clock.systemUTC())) {
            while (Systems.await(source.hint(new Population("none", "none")))
                    .orElse("")
                    .contains("has no series")) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("Prometheus did not scrape within " + PATIENCE);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI url() {
        return program.url();
    }

    PrometheusProgram program() {
        return program;
    }

    private static String exposition(Map<Population, Reading.Counters> truth) {
        StringBuilder out = new StringBuilder();
        truth.forEach((population, counters) -> counters.series().forEach((pod, series) -> {
            String whom =
                    "reporter=\"destination\",destination_workload=\"%s\",destination_workload_namespace=\"%s\",pod=\"%s\""
                            .formatted(population.workload(), population.namespace(), pod);
            String time = " " + series.sampledAt().toEpochMilli() + "\n";
            requests(out, whom, series, time);
            latencies(out, whom, series.latency(), time);
        }));
        return out.toString();
    }

    private static void requests(StringBuilder out, String whom, Reading.Series series, String time) {
        String name = "istio_requests_total{" + whom + ",response_code=\"";
        out.append(name)
                .append("200\"} ")
                .append(series.requests() - series.bad())
                .append(time);
        out.append(name).append("500\"} ").append(series.bad()).append(time);
    }

    private static void latencies(StringBuilder out, String whom, Reading.Histogram latency, String time) {
        String name = "istio_request_duration_milliseconds_";
        for (Reading.Bucket bucket : latency.buckets()) {
            String edge = Double.isInfinite(bucket.upperEdge()) ? "+Inf" : Double.toString(bucket.upperEdge());
            out.append(name)
                    .append("bucket{")
                    .append(whom)
                    .append(",le=\"")
                    .append(edge)
                    .append("\"} ");
            out.append(bucket.count()).append(time);
        }
        if (!latency.buckets().isEmpty()) {
            out.append(name)
                    .append("sum{")
                    .append(whom)
                    .append("} ")
                    .append(latency.sum())
                    .append(time);
        }
    }

    @Override
    public void close() {
        program.close();
        target.stop(0);
    }
}
