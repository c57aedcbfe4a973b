package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.CopyTarget;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Latency;
import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the traffic is, it can be shown. */
class TrafficProperties {
    private static final List<String> NAMES = List.of(
            "",
            "a",
            "b",
            "c-v1",
            "a-name-of-forty-letters-that-nobody-can-re",
            "<\"&'\\\n\u0007>",
            "ü😀|*`",
            "unknown");

    @Property(tries = 300)
    void everyPictureIsWellFormedAndEveryBoxHasRoom(@ForAll("graphs") Graph graph) {
        PageRules.check(new TrafficDrawing(graph, "x", Map.of("a", "live")).svg(""));
        TrafficLayout layout = TrafficLayout.of(graph);

        Set<String> ends = new TreeSet<>();
        for (TrafficLine line : layout.lines()) {
            assertThat(ends.add(line.to().box().layer() + " " + Math.round(line.end())))
                    .isTrue();
        }
        for (TrafficBox one : layout.boxes()) {
            assertThat(layout.boxes()).allMatch(other -> one == other || isApart(one, other));
        }
    }

    @Property(tries = 300)
    void everyTextIsDotAndNotTooWide(@ForAll("graphs") Graph graph) {
        new DotGrammar(TrafficReport.dot(graph)).check();
        assertThat(TrafficReport.text(graph, Style.PLAIN).lines())
                .allMatch(line -> Width.of(line) <= ConsoleReport.COLUMNS);
        assertThat(ComparisonReport.markdown(graph).lines())
                .allMatch(line -> !line.replace("\\<", "").contains("<"));
    }

    @Property(tries = 300)
    void callersStandLeftOfThoseWhomTheyCallButInCircles(@ForAll("graphs") Graph graph) {
        TrafficLayout layout = TrafficLayout.of(graph);

        boolean circle = layout.lines().stream()
                .anyMatch(line -> line.from().box() == line.to().box() || !line.isForward());
        assertThat(circle || layout.lines().stream().allMatch(TrafficLine::isForward))
                .isTrue();
        assertThat(layout.lines()).hasSameSizeAs(graph.edges());
        assertThat(layout.boxes())
                .allMatch(box -> box.layer() >= 0 && box.layer() < layout.layers() && box.y() > -0.001);
    }

    private static boolean isApart(TrafficBox one, TrafficBox other) {
        return one.layer() != other.layer()
                || one.y() + one.height() <= other.y()
                || other.y() + other.height() <= one.y();
    }

    @Provide
    Arbitrary<Graph> graphs() {
        return Combinators.combine(edges().list().ofMaxSize(25), Arbitraries.of(true, false))
                .as((edges, mirrored) -> new Graph(
                                Instant.parse("2026-11-22T10:00:00Z"),
                                Duration.ofMinutes(5),
                                edges,
                                List.of(),
                                List.of())
                        .treated(mirrored ? List.of(mirror()) : List.of()));
    }

    private static Treatment mirror() {
        Service service = new Service("a", "b");
        return new Treatment(
                Treatment.Kind.MIRROR,
                service,
                "VirtualService a/b",
                "mirrors",
                OptionalDouble.of(12.5),
                Optional.of(new CopyTarget(service, Map.of(), Set.of("b"))));
    }

    private static Arbitrary<Edge> edges() {
        Arbitrary<Service> services = Combinators.combine(names(), names()).as(Service::new);
        return Combinators.combine(
                        peers(), services, peers(), Arbitraries.of("http", "grpc", Edge.TCP), flows(), flows(), flows())
                .as((source, service, destination, protocol, here, there, between) ->
                        new Edge(source, service, destination, protocol, here, there, between, Optional.empty()));
    }

    private static Arbitrary<Peer> peers() {
        Arbitrary<Peer> known = Combinators.combine(Arbitraries.of("", "east"), names(), names(), names(), names())
                .as(Peer::new);
        return Arbitraries.oneOf(known, Arbitraries.of(Peer.UNKNOWN, Peer.EVERYBODY));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    private static Arbitrary<Optional<Flow>> flows() {
        Arbitrary<Double> rates = Arbitraries.oneOf(
                Arbitraries.of(0.0, Double.MIN_VALUE, 1e-9, 1.0, 999.95, 1e12),
                Arbitraries.doubles().between(0, 1e6));
        return Combinators.combine(
                        rates, rates, rates, Arbitraries.of("UT", "<b>", "DI,UO"), Arbitraries.of(true, false))
                .as((requests, failed, millis, flag, tcp) -> new Flow(
                        requests,
                        failed,
                        new Latency(
                                OptionalDouble.of(millis),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.of(millis),
                                OptionalDouble.empty()),
                        Map.of(flag, failed),
                        tcp ? Optional.of(new Bytes(requests, failed, millis)) : Optional.empty()))
                .optional(.7);
    }
}
