package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Proxies.edge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The questions about traffic against a server that evaluates PromQL, with series as Istio's proxies expose them. */
@Timeout(60)
class TrafficOverTheWireTest {
    private static final Map<String, String> POD = Map.of("pod", "a", "instance", "10.0.0.1:15020", "job", "pods");
    private static final Map<String, String> OTHER_POD =
            Map.of("pod", "b", "instance", "10.0.0.2:15020", "job", "pods");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Scope AGENCY = new Scope.Namespaces(Set.of("travel-agency"));
    private static final String VOYAGES = "travel-portal/voyages-v1";

    private final MetricsServer server = MetricsServer.start(MetricsOptions.silent());
    private final PrometheusSource source =
            new PrometheusSource(Systems.plain(URI.create(server.url())), new Systems.Vault(), Clock.systemUTC());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void close() {
        source.close();
        server.close();
    }

    /** Scraped every 15 s for six minutes; counters rise evenly from 0. */
    private void play(Map<String, String> target, DoubleFunction<Proxies> afterSeconds) {
        for (int second = 0; second <= 360; second += 15) {
            server.ingest(afterSeconds.apply(second).text(), target, now.minusSeconds(360 - second));
        }
    }

    private Graph look(Scope scope) {
        Sight sight = Systems.await(source.traffic(scope, now, WINDOW));
        assertThat(sight).isInstanceOf(Sight.Seen.class);
        return ((Sight.Seen) sight).graph();
    }

    /** 10 requests a second, one of which fails for the caller only; 5 s for the caller, 5 ms at the destination. */
    @Test
    void bothEndsOfAnEdgeStandSideBySide() {
        Map<String, String> here = edge("source", VOYAGES, "travels", "travel-agency/travels-v1");
        Map<String, String> there = edge("destination", VOYAGES, "travels", "travel-agency/travels-v1");
        play(POD, t -> new Proxies()
                .requests(here, 200, "DI", 9 * t)
                .requests(here, 504, "DI,UT", t)
                .latencies(here, 10_000, 10 * t, 50_050 * t));
        play(OTHER_POD, t -> new Proxies().requests(there, 200, "-", 10 * t).latencies(there, 10, 10 * t, 50 * t));

        Edge edge = only(look(AGENCY));

        assertThat(edge.source()).isEqualTo(new Peer("", "travel-portal", "voyages-v1", "voyages", "v1"));
        assertThat(edge.destination()).isEqualTo(new Peer("", "travel-agency", "travels-v1", "travels", "v1"));
        assertThat(edge.service()).isEqualTo(new Service("travel-agency", "travels"));
        Flow felt = edge.atSource().orElseThrow();
        Flow worked = edge.atDestination().orElseThrow();
        assertThat(felt.requests()).isCloseTo(10, within(0.01));
        assertThat(felt.errorShare()).isCloseTo(0.1, within(0.001));
        assertThat(felt.flags()).containsOnlyKeys("DI", "DI,UT");
        assertThat(felt.latency().mean().orElseThrow()).isCloseTo(5005, within(1.0));
        assertThat(felt.latency().p95().orElseThrow()).isBetween(100.0, 10_000.0);
        assertThat(worked.failed()).isZero();
        assertThat(worked.latency().mean().orElseThrow()).isCloseTo(5, within(0.01));
        assertThat(worked.latency().p95().orElseThrow()).isCloseTo(9.5, within(0.01));
    }

    @Test
    void whatTheMirrorSendsIsTheDestinationsToTell() {
        play(POD, t -> new Proxies()
                .requests(edge("destination", VOYAGES, "travels", "travel-agency/travels-v3"), 200, "-", 5 * t));

        Edge edge = only(look(AGENCY));

        assertThat(edge.atSource()).isEmpty();
        assertThat(edge.atDestination().orElseThrow().requests()).isCloseTo(5, within(0.01));
    }

    @Test
    void connectionsAreToldInBytes() {
        Map<String, String> labels = edge("source", "travel-agency/travels-v1", "mysqldb", "travel-agency/mysqldb-v1");
        play(POD, t -> new Proxies().tcp(labels, 2000 * t, 300 * t, 0.5 * t));

        Edge edge = only(look(AGENCY));

        assertThat(edge.isTcp()).isTrue();
        Bytes bytes = edge.atSource().flatMap(Flow::bytes).orElseThrow();
        assertThat(bytes.sent()).isCloseTo(2000, within(1.0));
        assertThat(bytes.received()).isCloseTo(300, within(1.0));
        assertThat(bytes.opened()).isCloseTo(0.5, within(0.01));
    }

    /** A proxy that does not know the other's version yet must not make a second workload of it. */
    @Test
    void aWorkloadIsOneWhoeverTellsOfIt() {
        Map<String, String> early = edge("source", VOYAGES, "travels", "travel-agency/travels-v1");
        early.put("destination_version", "unknown");
        early.put("destination_cluster", "unknown");
        play(POD, t -> new Proxies().requests(early, 200, "-", 2 * t));
        play(OTHER_POD, t -> new Proxies()
                .requests(edge("destination", VOYAGES, "travels", "travel-agency/travels-v1"), 200, "-", 2 * t));

        Edge edge = only(look(AGENCY));

        assertThat(edge.destination().version()).isEqualTo("v1");
        assertThat(edge.flows()).hasSize(2);
    }

    @Test
    void namespacesOfTheSameNameInTwoClustersAreTwo() {
        Map<String, String> east = edge("destination", VOYAGES, "travels", "travel-agency/travels-v1");
        Map<String, String> west = edge("destination", VOYAGES, "travels", "travel-agency/travels-v1");
        east.put("destination_cluster", "east");
        west.put("destination_cluster", "west");
        play(POD, t -> new Proxies().requests(east, 200, "-", t).requests(west, 200, "-", 3 * t));

        assertThat(look(AGENCY).edges())
                .extracting(edge -> edge.destination().cluster())
                .containsExactly("east", "west");
    }

    @Test
    void strangersAndUnreachedWorkloadsAreUnknown() {
        play(POD, t -> new Proxies()
                .requests(edge("destination", "unknown", "travels", "travel-agency/travels-v1"), 200, "-", t)
                .requests(edge("source", VOYAGES, "travels", "unknown"), 503, "UO", 4 * t));

        Graph graph = look(AGENCY);

        assertThat(graph.edges()).hasSize(2);
        assertThat(graph.edges()).anyMatch(edge -> edge.source().isUnknown());
        assertThat(graph.edges())
                .filteredOn(edge -> edge.destination().isUnknown())
                .singleElement()
                .satisfies(edge -> assertThat(edge.errorShare()).isEqualTo(1));
    }

    @Test
    void otherReportersAreNamedAndWaypointsShown() {
        play(POD, t -> new Proxies()
                .requests(edge("waypoint", VOYAGES, "travels", "travel-agency/travels-v1"), 200, "-", t)
                .requests(edge("moon", VOYAGES, "travels", "travel-agency/travels-v1"), 200, "-", t));

        Graph graph = look(AGENCY);

        assertThat(only(graph).atWaypoint()).isPresent();
        assertThat(graph.remarks())
                .containsExactly("Of reporters other than source, destination and waypoint nothing is shown: moon.");
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOutAndSaid() {
        play(POD, t -> new Proxies()
                .requests(edge("source", VOYAGES, "travels", "travel-agency/travels-v1"), 200, "-", t));
        server.faults().answerValue(Double.NaN);

        Graph graph = look(AGENCY);

        assertThat(graph.edges()).isEmpty();
        assertThat(graph.remarks()).singleElement().asString().contains("left out: NaN.");
    }

    @Test
    void noTrafficIsAGraphWithoutEdges() {
        assertThat(look(AGENCY).edges()).isEmpty();
    }

    @Test
    void trafficOfOtherNamespacesIsNotShown() {
        play(POD, t -> new Proxies()
                .requests(edge("source", VOYAGES, "travels", "travel-agency/travels-v1"), 200, "-", t));

        assertThat(look(new Scope.Namespaces(Set.of("agency", "travel"))).edges())
                .isEmpty();
        assertThat(look(new Scope.Namespaces(Set.of("travel-portal"))).edges()).hasSize(1);
    }

    @Test
    void ofAServiceCallersAreToldApartOrNot() {
        play(POD, t -> new Proxies()
                .requests(edge("source", VOYAGES, "travels", "travel-agency/travels-v1"), 200, "-", t)
                .requests(
                        edge("source", "travel-portal/viaggi-v1", "travels", "travel-agency/travels-v1"),
                        200,
                        "-",
                        2 * t)
                .requests(edge("source", VOYAGES, "hotels", "travel-agency/hotels-v1"), 200, "-", t));

        Graph together = look(new Scope.OfService("travel-agency", "travels", Set.of(), false));
        Graph apart = look(new Scope.OfService("travel-agency", "travels", Set.of("hotels-v1"), true));

        assertThat(only(together).source()).isEqualTo(Peer.EVERYBODY);
        assertThat(only(together).rate()).isCloseTo(3, within(0.01));
        assertThat(apart.edges()).hasSize(3);
    }

    @Test
    void twoHundredEdgesAreOneAnswer() {
        play(POD, t -> {
            Proxies proxies = new Proxies();
            for (int i = 0; i < 200; i++) {
                proxies.requests(
                        edge("source", "travel-portal/caller-" + i, "travels", "travel-agency/travels-v1"),
                        200,
                        "-",
                        t);
            }
            return proxies;
        });

        assertThat(look(AGENCY).edges()).hasSize(200);
    }

    @Test
    void aServerThatRefusesIsASentenceWithoutSecrets() {
        server.faults().warn("store-3 did not answer");

        Sight sight = Systems.await(source.traffic(AGENCY, now, WINDOW));

        assertThat(sight).isInstanceOfSatisfying(Sight.Unseen.class, unseen -> assertThat(unseen.because())
                .contains("Prometheus at ", "store-3 did not answer"));
    }

    private static Edge only(Graph graph) {
        assertThat(graph.edges()).hasSize(1);
        return graph.edges().get(0);
    }
}
