package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What every provider owes on whatever a cluster may hold: an answer, and the same state however often it is asked. */
class OddRoutesProperties {
    private static final List<String> WORDS = List.of(
            "hosts",
            "http",
            "tcp",
            "tls",
            "gateways",
            "route",
            "destination",
            "host",
            "subset",
            "weight",
            "match",
            "method",
            "exact",
            "regex",
            "uri",
            "mirror",
            "mirrors",
            "mirrorPercentage",
            "mirror_percent",
            "value",
            "delegate",
            "name",
            "subsets",
            "labels",
            "version",
            "exportTo",
            "authority");
    private static final List<Object> VALUES = List.of(
            "reviews",
            "v1",
            "v2",
            "mirror-experiment",
            "mirror-experiment-dark",
            "mirror-experiment-live",
            "*",
            "",
            "(",
            "GET",
            "x-shadow",
            0,
            40,
            -1,
            2.5,
            true);

    @Provide
    Arbitrary<Course> courses() {
        return Routes.courses();
    }

    @Provide
    Arbitrary<List<Manifest>> oddities() {
        Arbitrary<Manifest> object = Combinators.combine(
                        Arbitraries.of("VirtualService", "DestinationRule"),
                        Arbitraries.of("reviews", "mirror-experiment-reviews", "other"),
                        Arbitraries.of("default", "web"),
                        Arbitraries.randomValue(random -> tree(random, 6)))
                .as((kind, name, namespace, spec) -> Manifest.of(Map.of(
                        "apiVersion",
                        "networking.istio.io/v1",
                        "kind",
                        kind,
                        "metadata",
                        Map.of("name", name, "namespace", namespace, "annotations", annotations(spec)),
                        "spec",
                        spec)));
        return object.list().ofMaxSize(4).uniqueElements(Manifest::address);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whateverIsThereIsAnswered(@ForAll("courses") Course course, @ForAll("oddities") List<Manifest> objects) {
        for (TrafficMirror provider : TrafficMirrors.all().values()) {
            Survey survey = provider.survey(course, Optional.empty(), objects);

            assertThat(survey).isNotNull();
            assertThat(provider.generation(course, objects)).isNotNegative();
            for (Step step : List.of(
                    provider.prepare(course, objects),
                    provider.pin(course, objects),
                    provider.mirror(course, objects),
                    provider.shift(course, objects),
                    provider.shiftBack(course, objects),
                    provider.dropOld(course, objects))) {
                assertThat(Cluster.after(step, objects)).isNotNull();
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void cleaningUpIsNeverBarredAndLeavesNoMirrorOfOurs(
            @ForAll("courses") Course course, @ForAll("oddities") List<Manifest> objects) {
        TrafficMirror istio = new IstioMirror();

        Step closing = istio.unmirror(course, objects);
        List<Manifest> closed = Cluster.after(closing, objects);
        Step unpinning = istio.unpin(course, closed);

        assertThat(List.of(closing, unpinning)).allMatch(Step.Changes.class::isInstance);
        assertThat(istio.mirrors(course, closed)).isFalse();
        assertThat(istio.unmirror(course, closed)).isEqualTo(new Step.Changes(List.of()));
    }

    private static Map<String, Object> annotations(Map<String, Object> spec) {
        return switch (spec.size() % 3) {
            case 0 -> Map.of("mirror-experiment.io/generation", "many");
            case 1 -> Map.of("mirror-experiment.io/before-shift", "[[null]]");
            default -> Map.of("mirror-experiment.io/generation", "99999999999999999999");
        };
    }

    private static Map<String, Object> tree(Random random, int depth) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            tree.put(WORDS.get(random.nextInt(WORDS.size())), value(random, depth - 1));
        }
        return tree;
    }

    private static Object value(Random random, int depth) {
        int form = depth == 0 ? 0 : random.nextInt(7);
        if (form < 2) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        return form < 4
                ? tree(random, depth)
                : IntStream.range(0, random.nextInt(4))
                        .mapToObj(item -> tree(random, depth))
                        .toList();
    }
}
