package io.mirrorexperiment.graph;

import static io.mirrorexperiment.graph.Edges.VOYAGES;
import static io.mirrorexperiment.graph.Edges.edge;
import static io.mirrorexperiment.graph.Edges.flow;
import static io.mirrorexperiment.graph.Edges.graph;
import static io.mirrorexperiment.graph.Edges.mirror;
import static io.mirrorexperiment.graph.Edges.travels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of edges and of what routes do to them. */
class GraphTest {
    private static final Edge LIVE = edge(VOYAGES, travels("v1"), flow(10), flow(10));
    private static final Edge SILENT = edge(VOYAGES, travels("v3"), Optional.empty(), flow(5));

    @Test
    void copiesAreKnownByTheRouteAlone() {
        Graph treated = graph(LIVE, SILENT).treated(List.of(mirror(Map.of("version", "v3"), Set.of())));

        assertThat(treated.edges()).extracting(Edge::isMirrored).containsExactly(false, true);
        assertThat(graph(LIVE, SILENT).edges()).noneMatch(Edge::isMirrored);
    }

    @Test
    void aWorkloadThatIsNamedIsFoundWhateverItsLabelsAre() {
        Map<String, String> labels = Map.of("mirror-experiment.io/dark", "7");

        Graph named = graph(LIVE, SILENT).treated(List.of(mirror(labels, Set.of("travels-v3"))));
        Graph unnamed = graph(LIVE, SILENT).treated(List.of(mirror(labels, Set.of())));

        assertThat(named.edges()).filteredOn(Edge::isMirrored).hasSize(1);
        assertThat(unnamed.edges()).noneMatch(Edge::isMirrored);
        assertThat(new CopyTarget(Edges.TRAVELS, labels, Set.of()).isTellable()).isFalse();
    }

    @Test
    void whatTheCallerCountsItselfIsNoCopy() {
        Edge both = edge(VOYAGES, travels("v3"), flow(2), flow(7));

        Edge marked = graph(both)
                .treated(List.of(mirror(Map.of("version", "v3"), Set.of())))
                .edges()
                .get(0);

        assertThat(marked.isMirrored()).isFalse();
        assertThat(marked.copying()).isPresent();
    }

    @Test
    void aCallerWithoutAProxyMirrorsNothing() {
        Edge stranger = edge(Peer.UNKNOWN, travels("v3"), Optional.empty(), flow(1));

        Graph treated = graph(stranger).treated(List.of(mirror(Map.of("version", "v3"), Set.of())));

        assertThat(treated.edges()).noneMatch(Edge::isMirrored);
    }

    @Test
    void aMirrorWhoseCopiesNobodySawIsRemarked() {
        Graph treated = graph(LIVE).treated(List.of(mirror(Map.of("version", "v3"), Set.of())));

        assertThat(treated.remarks())
                .containsExactly("VirtualService travel-agency/travels mirrors 50 % of the requests to"
                        + " travels.travel-agency, subset v3, but none of these copies was seen in the window.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"travels-shadow", "travels-shadow:8080", "travels:8080", "travels"})
    void theSuffixOfCopiesIsSeenThrough(String name) {
        Service seen = new Service("", name);

        assertThat(Treatment.isShadowOf(seen, Edges.TRAVELS)).isTrue();
    }

    @Test
    void theBusiestEdgesAreKept() {
        Edge[] many = IntStream.range(0, 200)
                .mapToObj(i ->
                        edge(new Peer("", "web", "caller-" + i, "", ""), travels("v1"), flow(i + 1), Optional.empty()))
                .toArray(Edge[]::new);

        Graph few = graph(many).atMost(40);

        assertThat(few.edges()).hasSize(40).allMatch(edge -> edge.rate() > 160);
        assertThat(few.remarks()).containsExactly("Of 200 edges the 160 quietest are left out.");
        assertThat(few.atMost(40)).isEqualTo(few);
    }

    @Test
    void theOrderOfEdgesDoesNotMatter() {
        assertThat(graph(LIVE, SILENT)).isEqualTo(graph(SILENT, LIVE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateIsANumber(double rate) {
        assertThatThrownBy(() -> new Flow(rate, 0, Latency.UNKNOWN, Map.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
