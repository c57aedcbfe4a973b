package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.await;
import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The catalogue's questions against a server that evaluates PromQL, with series as Istio's sidecars expose them. */
@Timeout(60)
class SandboxPrometheusTest {
    private static final Map<String, String> FIRST =
            Map.of("pod", "reviews-v2-1", "instance", "10.0.0.1:15020", "job", "pods");
    private static final Map<String, String> SECOND =
            Map.of("pod", "reviews-v2-2", "instance", "10.0.0.2:15020", "job", "pods");

    private final MetricsServer server = MetricsServer.start(MetricsOptions.silent());
    private final PrometheusSource source =
            new PrometheusSource(Systems.plain(URI.create(server.url())), new Systems.Vault(), Clock.systemUTC());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void close() {
        source.close();
        server.close();
    }

    @Test
    void addsUpCallersAndTellsFailuresFromSuccesses() {
        server.ingest(exposition("destination", 100), FIRST, now.minusSeconds(20));
        server.ingest(exposition("destination", 200), FIRST, now.minusSeconds(5));
        server.ingest(exposition("destination", 50), SECOND, now.minusSeconds(8));

        Reading reading = await(source.counters(REVIEWS, now));

        assertThat(reading)
                .isEqualTo(new Reading.Counters(Map.of(
                        "reviews-v2-1", series(now.minusSeconds(5), 200),
                        "reviews-v2-2", series(now.minusSeconds(8), 50))));
    }

    @Test
    void answersForAnInstantInThePast() {
        server.ingest(exposition("destination", 100), FIRST, now.minusSeconds(20));
        server.ingest(exposition("destination", 200), FIRST, now.minusSeconds(5));

        Reading reading = await(source.counters(REVIEWS, now.minusSeconds(6)));

        assertThat(reading).isEqualTo(new Reading.Counters(Map.of("reviews-v2-1", series(now.minusSeconds(20), 100))));
    }

    @Test
    void doesNotCountWhatTheCallersReported() {
        server.ingest(exposition("source", 100), FIRST, now.minusSeconds(5));

        assertThat(reason(await(source.counters(REVIEWS, now)))).contains("no series istio_requests_total");
        assertThat(await(source.hint(REVIEWS)))
                .hasValueSatisfying(hint -> assertThat(hint).contains("reported by source only"));
    }

    @Test
    void doesNotCountOtherWorkloads() {
        server.ingest(exposition("destination", 100), FIRST, now.minusSeconds(5));

        assertThat(reason(await(source.counters(new Population("default", "reviews-v1"), now))))
                .contains("workload reviews-v1 in namespace default");
    }

    @Test
    void refusesAPodThatIsScrapedTwice() {
        server.ingest(exposition("destination", 100), FIRST, now.minusSeconds(5));
        server.ingest(
                exposition("destination", 100),
                Map.of("pod", "reviews-v2-1", "instance", "10.0.0.1:15020", "job", "envoy"),
                now.minusSeconds(4));

        assertThat(reason(await(source.counters(REVIEWS, now)))).contains("scraped more than once");
    }

    @Test
    void noticesThatNobodyScrapesAnyMore() {
        server.ingest(exposition("destination", 100), FIRST, now.minus(Duration.ofMinutes(2)));

        assertThat(reason(await(source.counters(REVIEWS, now)))).contains("stale: its newest sample is 120 s old");
    }

    @Test
    void noticesPartialAnswersAndValuesThatAreNone() {
        server.ingest(exposition("destination", 100), FIRST, now.minusSeconds(5));
        server.faults().warn("store-3 did not answer");
        Reading partial = await(source.counters(REVIEWS, now));
        server.faults().clear();
        server.faults().answerValue(Double.NaN);

        Reading nan = await(source.counters(REVIEWS, now));

        assertThat(reason(partial)).contains("store-3 did not answer");
        assertThat(reason(nan)).contains("NaN");
    }

    @Test
    void hintsUntilTheMeshIsScraped() {
        assertThat(await(source.trouble())).isEmpty();
        assertThat(await(source.hint(REVIEWS))).isPresent();

        server.ingest(exposition("destination", 100), FIRST, Instant.now().minusSeconds(1));

        assertThat(await(source.hint(REVIEWS))).isEmpty();
    }

    /** What {@link #exposition} means: one in ten failed with 503, one in ten with gRPC's UNAVAILABLE. */
    private static Reading.Series series(Instant sampledAt, long requests) {
        Reading.Histogram latency = new Reading.Histogram(
                List.of(
                        new Reading.Bucket(5, requests / 2),
                        new Reading.Bucket(10, requests),
                        new Reading.Bucket(Double.POSITIVE_INFINITY, requests)),
                requests * 6.5);
        return new Reading.Series(sampledAt, requests, requests / 5, latency);
    }

    private static String exposition(String reporter, long requests) {
        String whom = "reporter=\"%s\",destination_workload=\"reviews-v2\",destination_workload_namespace=\"default\""
                .formatted(reporter);
        String web = whom + ",source_workload=\"web\"";
        String cron = whom + ",source_workload=\"cron\"";
        return """
                # TYPE istio_requests_total counter
                istio_requests_total{%1$s,response_code="200",grpc_response_status=""} %3$d
                istio_requests_total{%2$s,response_code="200",grpc_response_status=""} %4$d
                istio_requests_total{%1$s,response_code="503",grpc_response_status=""} %5$d
                istio_requests_total{%1$s,response_code="200",grpc_response_status="14"} %5$d
                # TYPE istio_request_duration_milliseconds histogram
                istio_request_duration_milliseconds_bucket{%1$s,le="5"} %6$d
                istio_request_duration_milliseconds_bucket{%1$s,le="10"} %7$d
                istio_request_duration_milliseconds_bucket{%1$s,le="+Inf"} %7$d
                istio_request_duration_milliseconds_sum{%1$s} %8$s
                istio_request_duration_milliseconds_count{%1$s} %7$d
                """.formatted(
                        web,
                        cron,
                        requests / 2,
                        requests - requests / 2 - 2 * (requests / 10),
                        requests / 10,
                        requests / 2,
                        requests,
                        requests * 6.5);
    }
}
