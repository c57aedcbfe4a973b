package io.mirrorexperiment.graph;

import static io.mirrorexperiment.graph.Edges.VOYAGES;
import static io.mirrorexperiment.graph.Edges.edge;
import static io.mirrorexperiment.graph.Edges.flow;
import static io.mirrorexperiment.graph.Edges.graph;
import static io.mirrorexperiment.graph.Edges.mirror;
import static io.mirrorexperiment.graph.Edges.travels;
import static io.mirrorexperiment.graph.Edges.treatment;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.graph.Treatment.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why the two ends of an edge tell different things; what they are expected to tell is said in seed 004. */
class ReasonsTest {
    private static final Optional<Flow> NOTHING = Optional.empty();

    @Test
    void endsThatAgreeNeedNoReason() {
        assertThat(reasons(edge(VOYAGES, travels("v1"), flow(10), flow(10.4)))).isEmpty();
    }

    /** Seed 004: the travels proxy holds the delay of 5 s, and the destination shows none. */
    @Test
    void theCallersProxyHoldsAnInjectedDelay() {
        Edge delayed = edge(VOYAGES, travels("v1"), flow(10, 0, 5004, Map.of("DI", 10.0)), flow(10, 0, 4, Map.of()));

        assertThat(reasons(delayed, treatment(Kind.DELAY, "delays 100 % of the requests by 5s")))
                .containsExactly(
                        "The caller waits 5000 ms longer on average than the destination works: its own proxy holds the injected"
                                + " delay, which the destination never sees (VirtualService travel-agency/travels delays 100 % of the"
                                + " requests by 5s).");
    }

    @Test
    void aWaitWithoutAKnownCauseNamesThePossibleOnes() {
        Edge slow = edge(VOYAGES, travels("v1"), flow(10, 0, 300, Map.of()), flow(10, 0, 4, Map.of()));

        assertThat(reasons(slow)).singleElement().asString().contains("296 ms longer", "in retries");
    }

    /** Seed 004: no source telemetry for what is mirrored. */
    @Test
    void copiesHaveNoSource() {
        Edge copies = graph(edge(VOYAGES, travels("v3"), NOTHING, flow(5)))
                .treated(List.of(mirror(Map.of("version", "v3"), Set.of())))
                .edges()
                .get(0);

        assertThat(reasons(copies))
                .containsExactly(
                        "These are copies (VirtualService travel-agency/travels): the caller's proxy counts none of"
                                + " them, and their answers are thrown away.");
    }

    @Test
    void silenceOfTheSourceWithoutAKnownMirrorIsSaidWithBothCauses() {
        assertThat(reasons(edge(VOYAGES, travels("v3"), NOTHING, flow(5))))
                .singleElement()
                .asString()
                .contains("copies of a mirror that is in no route that was read", "is not scraped");
        assertThat(reasons(edge(Peer.UNKNOWN, travels("v3"), NOTHING, flow(5))))
                .singleElement()
                .asString()
                .contains("has no proxy");
    }

    @Test
    void aTimeOutIsSeenAtTheSourceOnly() {
        Edge gaveUp = edge(VOYAGES, travels("v1"), flow(10, 8, 20, Map.of("UT", 8.0)), flow(10, 0, 4, Map.of()));

        assertThat(reasons(gaveUp, treatment(Kind.TIMEOUT, "gives requests 2s at most")))
                .containsExactly(
                        "More fails for the caller than at the destination, flagged UT (the route's time-out was over):"
                                + " VirtualService travel-agency/travels gives requests 2s at most.");
    }

    @Test
    void whatACircuitBreakerRefusesReachesNobody() {
        Edge refused = edge(VOYAGES, Peer.UNKNOWN, flow(40, 40, 1, Map.of("UO", 40.0)), NOTHING);

        assertThat(reasons(refused, treatment(Kind.LIMIT, "limits connections: maxConnections 1")))
                .containsExactly(
                        "No workload was reached, so only the caller's proxy counts it, flagged UO (a circuit breaker"
                                + " refused what was beyond its limit): VirtualService travel-agency/travels limits connections:"
                                + " maxConnections 1.");
    }

    @Test
    void retriesCountAtTheDestination() {
        Edge retried = edge(VOYAGES, travels("v1"), flow(10, 0, 5, Map.of()), flow(25, 15, 5, Map.of()));

        assertThat(reasons(retried))
                .containsExactly(
                        "More fails at the destination than the caller sees: its proxy tries again.",
                        "The destination counts more than the caller sent: each try of a retried request counts there.");
    }

    @Test
    void aDestinationWithoutASidecarIsSilent() {
        assertThat(reasons(edge(VOYAGES, travels("v1"), flow(10), NOTHING)))
                .containsExactly(
                        "Only the caller's proxy tells of it: the destination has no sidecar, or it is not scraped.");
    }

    private static List<String> reasons(Edge edge, Treatment... treatments) {
        return Reasons.of(edge, List.of(treatments));
    }
}
