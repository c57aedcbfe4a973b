package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of routes that a run makes after generated rules of Istio 0.x. */
class GivenLawsProperties {
    private static final TrafficMirror ISTIO = new IstioMirror();

    private interface Taken {
        Step take(Course course, List<Manifest> objects);
    }

    @Provide
    Arbitrary<Course> courses() {
        return new OldRulesProperties()
                .rules()
                .map(rules -> OldRules.converted(rules, Optional.empty()))
                .map(converted -> new Course(
                        "default",
                        "reviews",
                        Map.of("version", "v1"),
                        Map.of("version", "v9"),
                        40,
                        List.of("*"),
                        1,
                        "default.reviews-v9.1",
                        Optional.empty(),
                        converted.objects()));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theRouteGoesWithTheRunWhereverThatEnds(@ForAll("courses") Course course) {
        assumePossible(course);
        List<Manifest> prepared = done(course, List.of(), ISTIO::prepare);
        List<Manifest> pinned = done(course, prepared, ISTIO::pin);
        List<Manifest> mirrored = done(course, pinned, ISTIO::mirror);

        for (List<Manifest> state : List.of(List.<Manifest>of(), prepared, pinned, mirrored)) {
            assertThat(done(course, state, ISTIO::unmirror, ISTIO::unpin, ISTIO::clear))
                    .isEmpty();
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aStepTakenTwiceIsTheStep(@ForAll("courses") Course course) {
        assumePossible(course);
        List<Manifest> objects = List.of();
        for (Taken step : List.<Taken>of(ISTIO::prepare, ISTIO::pin, ISTIO::mirror, ISTIO::unmirror)) {
            objects = done(course, objects, step);

            assertThat(step.take(course, objects)).isEqualTo(new Step.Changes(List.of()));
        }
    }

    /** A late twin's create brings no entry that was given, for its subsets may be gone by then. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatIsCreatedNamesNoSubset(@ForAll("courses") Course course) {
        assumePossible(course);
        List<Manifest> prepared = done(course, List.of(), ISTIO::prepare);

        Step pin = ISTIO.pin(course, prepared);

        assertThat(pin).isInstanceOfSatisfying(Step.Changes.class, changes -> assertThat(
                        changes.changes().get(0))
                .isInstanceOfSatisfying(io.mirrorexperiment.manifest.Change.Create.class, create -> assertThat(
                                create.manifest().map("spec").toString())
                        .doesNotContain("subset")));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void requestsGoWhereTheRulesSentThemAndAreCopiedByTheRun(@ForAll("courses") Course course) {
        assumePossible(course);
        Manifest given = route(course.given());

        List<Manifest> mirrored = done(course, List.of(), ISTIO::prepare, ISTIO::pin, ISTIO::mirror);

        for (String method : Routes.METHODS) {
            for (String path : Routes.PATHS) {
                Request request = new Request(method, path);
                assertThat(subsets(request, route(mirrored)))
                        .isEqualTo(subsets(request, given).stream()
                                .map(subset -> subset.isEmpty() ? "mirror-experiment-live" : subset)
                                .toList());
                assertThat(request.copy(route(mirrored))).contains("mirror-experiment-dark");
            }
        }
    }

    private static List<String> subsets(Request request, Manifest route) {
        return request.destinations(route).stream()
                .map(leg ->
                        Fields.text(Fields.map(leg, "destination"), "subset").orElse(""))
                .toList();
    }

    private static Manifest route(List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals(Kind.VIRTUAL_SERVICE))
                .findFirst()
                .orElseThrow();
    }

    private static void assumePossible(Course course) {
        Assume.that(ISTIO.survey(course, Optional.empty(), List.of()) instanceof Survey.Possible);
    }

    private static List<Manifest> done(Course course, List<Manifest> objects, Taken... steps) {
        List<Manifest> after = new ArrayList<>(objects);
        for (Taken step : steps) {
            Step taken = step.take(course, after);
            assertThat(taken).isInstanceOf(Step.Changes.class);
            after = new ArrayList<>(Cluster.after(taken, after));
        }
        return List.copyOf(after);
    }
}
