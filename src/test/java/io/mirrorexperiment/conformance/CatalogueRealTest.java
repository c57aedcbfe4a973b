package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.real.Customers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The catalogue of metrics on what real Envoys count and a real Prometheus scrapes, against the load generator's own counts. */
@Timeout(300)
@Order(3)
class CatalogueRealTest {
    private static final double LATENCY_MILLIS = 30;

    @SuppressWarnings("NullAway.Init")
    private static MeteredMesh mesh;

    @BeforeAll
    static void open() {
        mesh = MeteredMesh.open();
    }

    @AfterAll
    static void close() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void everyMetricEqualsWhatCallersSawThroughGatewayAndMesh() {
        mesh.route("");
        mesh.behave("reviews-v1", "every=10,status=500,latency=30ms");
        Counters before = mesh.meter().settled("reviews-v1");

        Customers outside = mesh.load(mesh.gateway(), 50, Duration.ofSeconds(3));
        Customers inside = mesh.load(mesh.tester(), 50, Duration.ofSeconds(3));

        long sent = outside.count().sent() + inside.count().sent();
        long failed = outside.count().lost() + inside.count().lost();
        Totals totals = mesh.meter().counted("reviews-v1", before, sent);
        assertThat(failed).isEqualTo(sent / 10);
        assertThat(value(Metric.REQUEST_COUNT, totals)).isEqualTo((double) sent);
        assertThat(value(Metric.ERROR_COUNT, totals)).isEqualTo((double) failed);
        assertThat(value(Metric.ERROR_RATE, totals)).isEqualTo((double) failed / sent);
        assertThat(Histograms.count(totals.latency())).isEqualTo(sent);
        assertThat(value(Metric.LATENCY_MEAN, totals))
                .isGreaterThan(LATENCY_MILLIS * 0.95)
                .isLessThan(Math.max(mean(outside), mean(inside)));
        for (String name : List.of("latency-p50", "latency-p90", "latency-p95", "latency-p99")) {
            Metric metric = Metric.named(name).orElseThrow();
            double slowest = Math.max(quantile(outside, metric.quantile()), quantile(inside, metric.quantile()));
            assertThat(value(metric, totals))
                    .as(name)
                    .isGreaterThanOrEqualTo(edgeBelow(totals.latency(), LATENCY_MILLIS * 0.95))
                    .isLessThanOrEqualTo(edgeFrom(totals.latency(), slowest));
        }
    }

    /** In milliseconds; no less than the true one. */
    private static double quantile(Customers customers, double share) {
        long millis = 0;
        while (customers.within(millis) < share) {
            millis++;
        }
        return millis + 1.0;
    }

    /** In milliseconds; no less than the true one: whole milliseconds were rounded down. */
    private static double mean(Customers customers) {
        double mean = 1;
        for (long millis = 0; customers.within(millis) < 1; millis++) {
            mean += 1 - customers.within(millis);
        }
        return mean;
    }

    private static double edgeBelow(Histogram histogram, double millis) {
        return histogram.buckets().stream()
                .mapToDouble(Reading.Bucket::upperEdge)
                .filter(edge -> edge < millis)
                .max()
                .orElse(0);
    }

    private static double edgeFrom(Histogram histogram, double millis) {
        return histogram.buckets().stream()
                .mapToDouble(Reading.Bucket::upperEdge)
                .filter(edge -> edge >= millis)
                .min()
                .orElseThrow();
    }

    @Test
    void theCallersOwnMistakesAreNoErrors() {
        mesh.route("");
        mesh.behave("reviews-v1", "every=5,status=404");
        Counters before = mesh.meter().settled("reviews-v1");

        Customers.Count count = mesh.count(mesh.tester(), 50, Duration.ofSeconds(2));

        Totals totals = mesh.meter().counted("reviews-v1", before, count.sent());
        assertThat(count.answers()).containsEntry("404", count.sent() / 5);
        assertThat(value(Metric.ERROR_RATE, totals)).isZero();
    }

    @Test
    void copiesAreReportedByTheirDestinationOnlyAndTheFirstOneCounts() {
        mesh.behave("reviews-v1", "");
        mesh.route("mirror: {host: reviews, subset: v2}, mirrorPercentage: {value: 100}");
        mesh.freshDark();
        assertThat(mesh.meter().read("reviews-v2")).isInstanceOf(Reading.Absent.class);

        Customers.Count count = mesh.count(mesh.tester(), 50, Duration.ofSeconds(2));

        Totals dark = mesh.meter().counted("reviews-v2", new Counters(Map.of()), count.sent());
        assertThat(dark.requests()).isEqualTo(count.sent());
        assertThat(count.servedBy()).containsOnlyKeys("reviews-v1");
        assertThat(mesh.meter().readFromCallers("reviews-v2")).isInstanceOf(Reading.Absent.class);
        assertThat(mesh.meter().increaseAsPrometheusSeesIt("reviews-v2"))
                .as("what increase() makes of a series that is new")
                .isNotCloseTo((double) count.sent(), within(0.5));
    }

    @Test
    void aRestartedProxyCountsFromZeroAndNothingIsLost() {
        mesh.route("");
        mesh.behave("reviews-v1", "every=10,status=500");
        mesh.load(mesh.tester(), 50, Duration.ofSeconds(4));
        Counters before = mesh.meter().settled("reviews-v1");
        long served = mesh.served();
        long failed = mesh.failed();
        mesh.restartProxy("reviews-v1");

        mesh.load(mesh.tester(), 50, Duration.ofSeconds(1));

        Totals totals = mesh.meter().counted("reviews-v1", before, mesh.served() - served);
        assertThat(totals)
                .extracting(Totals::requests, Totals::bad, Totals::restarts)
                .containsExactly(mesh.served() - served, mesh.failed() - failed, 1);
    }

    @Test
    void aLookInsideOneScrapeIntervalBringsNothingNew() {
        mesh.route("");
        mesh.behave("reviews-v1", "");
        Counters before = mesh.meter().settled("reviews-v1");
        List<Counters> looks = new ArrayList<>(List.of(before));

        Customers.Count count = mesh.count(
                mesh.tester(),
                50,
                Duration.ofSeconds(4),
                () -> looks.add(mesh.meter().counters("reviews-v1")));

        assertThat(looks).hasSizeGreaterThan(10);
        assertThat(looks.stream().map(CatalogueRealTest::sampledAt).distinct().count())
                .isBetween(3L, (long) looks.size() / 2);
        for (int i = 1; i < looks.size(); i++) {
            boolean sameScrape = sampledAt(looks.get(i)).equals(sampledAt(looks.get(i - 1)));
            assertThat(!sameScrape || looks.get(i).equals(looks.get(i - 1))).isTrue();
        }
        assertThat(mesh.meter().counted("reviews-v1", before, count.sent()).requests())
                .isEqualTo(count.sent());
    }

    private static Instant sampledAt(Counters counters) {
        return counters.series().values().iterator().next().sampledAt();
    }

    private static double value(Metric metric, Totals totals) {
        return ((Measured.Value) Measure.of(metric, OptionalDouble.empty(), totals)).shown();
    }
}
