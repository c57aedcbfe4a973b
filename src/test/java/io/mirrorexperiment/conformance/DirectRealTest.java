package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.MetricsSystem.Direct;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.real.Customers;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real sidecars tell whoever asks them himself, against the load generator's own counts and what Prometheus has. */
@Timeout(300)
@Order(3)
class DirectRealTest {
    @SuppressWarnings("NullAway.Init")
    private static MeteredMesh mesh;

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @BeforeAll
    static void open() {
        mesh = MeteredMesh.open();
        cluster = mesh.cluster();
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
        if (mesh != null) {
            mesh.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Direct.class)
    void everyRequestIsCountedAsTheCallersAndPrometheusCountIt(Direct way) {
        mesh.route("");
        mesh.behave("reviews-v1", "every=10,status=500");
        try (MeshMeter pods = mesh.meter().direct(cluster, way)) {
            Counters scraped = mesh.meter().settled("reviews-v1");
            Counters asked = pods.settled("reviews-v1");

            Customers.Count outside = mesh.count(mesh.gateway(), 50, Duration.ofSeconds(3));
            Customers.Count inside = mesh.count(mesh.tester(), 50, Duration.ofSeconds(3));

            long sent = outside.sent() + inside.sent();
            Totals totals = pods.counted("reviews-v1", asked, sent);
            assertThat(totals.requests()).isEqualTo(sent);
            assertThat(totals.bad()).isEqualTo(outside.lost() + inside.lost()).isEqualTo(sent / 10);
            assertThat(Histograms.count(totals.latency())).isEqualTo(sent);
            same(totals, mesh.meter().counted("reviews-v1", scraped, sent));
        }
    }

    @Test
    void copiesCountFromTheFirstOne() {
        mesh.behave("reviews-v1", "");
        mesh.route("mirror: {host: reviews, subset: v2}, mirrorPercentage: {value: 100}");
        mesh.freshDark();
        try (MeshMeter pods = mesh.meter().direct(cluster, Direct.API_SERVER)) {
            assertThat(pods.read("reviews-v2")).isInstanceOf(Reading.Absent.class);

            Customers.Count count = mesh.count(mesh.tester(), 50, Duration.ofSeconds(2));

            Totals dark = pods.counted("reviews-v2", new Counters(Map.of()), count.sent());
            assertThat(dark.requests()).isEqualTo(count.sent());
            same(dark, mesh.meter().counted("reviews-v2", new Counters(Map.of()), count.sent()));
        }
    }

    @Test
    void aRestartedProxyCountsFromZeroAndNothingIsLost() {
        mesh.route("");
        mesh.behave("reviews-v1", "every=10,status=500");
        mesh.load(mesh.tester(), 50, Duration.ofSeconds(4));
        try (MeshMeter pods = mesh.meter().direct(cluster, Direct.API_SERVER)) {
            Counters before = pods.settled("reviews-v1");
            long served = mesh.served();
            mesh.restartProxy("reviews-v1");

            mesh.load(mesh.tester(), 50, Duration.ofSeconds(1));

            Totals totals = pods.counted("reviews-v1", before, mesh.served() - served);
            assertThat(totals)
                    .extracting(Totals::requests, Totals::restarts)
                    .containsExactly(mesh.served() - served, 1);
        }
    }

    /** To the request; but in which order the pods' sums are added up is nobody's promise. */
    private static void same(Totals asked, Totals scraped) {
        assertThat(asked.latency().sum()).isCloseTo(scraped.latency().sum(), Offset.offset(1e-6));
        assertThat(asked.latency().buckets()).isEqualTo(scraped.latency().buckets());
        assertThat(asked)
                .extracting(Totals::requests, Totals::bad, Totals::restarts)
                .containsExactly(scraped.requests(), scraped.bad(), scraped.restarts());
    }
}
