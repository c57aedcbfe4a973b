package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The laws of {@link TrafficMirror}, over generated routes. */
class RouteLawsProperties {
    private static final TrafficMirror ISTIO = new IstioMirror();

    private interface Taken {
        Step take(Course course, List<Manifest> objects);
    }

    @Provide
    Arbitrary<Course> courses() {
        return Routes.courses();
    }

    @Provide
    Arbitrary<List<Manifest>> objects() {
        return Routes.objects();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aStepTakenTwiceIsTheStep(@ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);
        List<Manifest> objects = found;
        for (Taken step : List.<Taken>of(
                ISTIO::prepare,
                ISTIO::pin,
                ISTIO::mirror,
                ISTIO::unmirror,
                leading(0),
                leading(10),
                leading(50),
                ISTIO::shift,
                ISTIO::dropOld,
                ISTIO::unpin,
                ISTIO::clear)) {
            objects = done(course, objects, step);

            Step again = step.take(course, objects);

            assertThat(again).isEqualTo(new Step.Changes(List.of()));
        }
    }

    private static Taken leading(int percent) {
        return (course, objects) -> ISTIO.lead(course, percent, objects);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void stepsLeadWhereOneStepLeadsAndBackToWhereTheyBegan(
            @ForAll("courses") Course course,
            @ForAll("objects") List<Manifest> found,
            @ForAll @IntRange(min = 1, max = 99) int first,
            @ForAll @IntRange(min = 1, max = 99) int second) {
        assumePossible(course, found);
        List<Manifest> closed = done(course, found, ISTIO::prepare, ISTIO::pin, ISTIO::mirror, ISTIO::unmirror);
        Assume.that(ISTIO.shift(course, closed) instanceof Step.Changes);

        List<Manifest> stepped = done(course, closed, leading(0), leading(first), leading(second));

        assertThat(byAddress(stepped)).isEqualTo(byAddress(done(course, closed, leading(second))));
        assertThat(ISTIO.leads(course, second, stepped)).isTrue();
        assertThat(byAddress(done(course, stepped, ISTIO::shift)))
                .isEqualTo(byAddress(done(course, closed, ISTIO::shift)));
        assertThat(byAddress(done(course, stepped, ISTIO::shiftBack))).isEqualTo(byAddress(closed));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void undoingLeavesWhatWasThereAndTheTombstone(
            @ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);

        List<Manifest> after = done(
                course, found, ISTIO::prepare, ISTIO::pin, ISTIO::mirror, ISTIO::unmirror, ISTIO::unpin, ISTIO::clear);

        assertThat(byAddress(after.stream()
                        .map(object -> object.withoutAnnotation("mirror-experiment.io/generation"))
                        .toList()))
                .isEqualTo(byAddress(found));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void anAbortAtAnyStepCanBeUndone(@ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);
        List<Manifest> prepared = done(course, found, ISTIO::prepare);
        List<Manifest> pinned = done(course, prepared, ISTIO::pin);

        for (List<Manifest> state : List.of(found, prepared, pinned)) {
            List<Manifest> after = done(course, state, ISTIO::unmirror, ISTIO::unpin, ISTIO::clear);

            assertThat(byAddress(after.stream()
                            .map(object -> object.withoutAnnotation("mirror-experiment.io/generation"))
                            .toList()))
                    .isEqualTo(byAddress(found));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatNobodyHereKnowsSurvivesAMirror(@ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);

        List<Manifest> mirrored = done(course, found, ISTIO::prepare, ISTIO::pin, ISTIO::mirror);

        for (Manifest before : found) {
            Manifest after = at(before.address(), mirrored);
            assertThat(after.without("spec", "http").without("spec", "subsets"))
                    .isEqualTo(before.without("spec", "http").without("spec", "subsets"));
            assertThat(users(after)).isEqualTo(users(before));
            assertThat(after.maps("spec", "subsets")).containsAll(before.maps("spec", "subsets"));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void noRequestGoesAnotherWayWhenTheMirrorOpensOrCloses(
            @ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);
        List<Manifest> pinned = done(course, found, ISTIO::prepare, ISTIO::pin);

        List<Manifest> mirrored = done(course, pinned, ISTIO::mirror);
        List<Manifest> closed = done(course, mirrored, ISTIO::unmirror);

        for (Manifest route : routes(pinned)) {
            for (Request request : requests()) {
                List<Map<String, Object>> destinations = request.destinations(route);
                assertThat(request.destinations(at(route.address(), mirrored))).isEqualTo(destinations);
                assertThat(request.destinations(at(route.address(), closed))).isEqualTo(destinations);
            }
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void exactlyTheAllowedMethodsOfRequestsToTheServiceAreCopied(
            @ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);

        List<Manifest> mirrored = done(course, found, ISTIO::prepare, ISTIO::pin, ISTIO::mirror);

        for (Manifest route : routes(mirrored)) {
            for (Request request : requests()) {
                boolean allowed =
                        course.methods().contains("*") || course.methods().contains(request.method());
                assertThat(request.copy(route))
                        .as("%s of %s", request, route)
                        .isEqualTo(
                                allowed && reachesService(request, route)
                                        ? Optional.of("mirror-experiment-dark")
                                        : Optional.empty());
            }
        }
        assertThat(ISTIO.mirrors(course, mirrored)).isTrue();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void pinnedRequestsNameASubsetWithoutDarkPods(
            @ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);

        List<Manifest> pinned = done(course, found, ISTIO::prepare, ISTIO::pin);

        for (Manifest route : routes(pinned)) {
            assertThat(requests()).allSatisfy(request -> assertThat(request.destinations(route).stream()
                            .filter(leg -> request.destinations(route).size() == 1 || leg.containsKey("weight"))
                            .filter(leg -> !leg.getOrDefault("weight", 1).equals(0))
                            .map(leg -> Fields.map(leg, "destination"))
                            .filter(leg -> String.valueOf(leg.get("host")).startsWith("reviews"))
                            .map(leg -> leg.get("subset")))
                    .isSubsetOf(
                            "v1",
                            "v3",
                            "mirror-experiment-live",
                            "mirror-experiment-live-v1",
                            "mirror-experiment-live-v3"));
        }
        assertThat(routes(pinned).stream()
                        .filter(route -> route.map("spec").get("gateways") == null)
                        .flatMap(route -> Fields.texts(route.map("spec"), "hosts").stream()))
                .as("sidecars have a route")
                .containsAnyOf("reviews", "reviews.default.svc.cluster.local");
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void requestsToTheServiceAreDividedAsAskedAndNoOthers(
            @ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);
        Assume.that(!course.shares().isEmpty());

        List<Manifest> pinned = done(course, found, ISTIO::prepare, ISTIO::pin);

        for (Manifest before : routes(found)) {
            Manifest after = at(before.address(), pinned);
            for (Request request : requests()) {
                if (reachesService(request, before)) {
                    assertThat(request.destinations(after))
                            .extracting(leg -> Fields.map(leg, "destination").get("subset"), leg -> leg.get("weight"))
                            .containsExactly(
                                    tuple("mirror-experiment-live-v1", 80), tuple("mirror-experiment-live-v3", 20));
                } else {
                    assertThat(request.destinations(after))
                            .extracting(leg -> Fields.map(leg, "destination").get("host"), leg -> leg.get("weight"))
                            .isEqualTo(request.destinations(before).stream()
                                    .map(leg ->
                                            tuple(Fields.map(leg, "destination").get("host"), leg.get("weight")))
                                    .toList());
                }
            }
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aClosedMirrorStaysClosedToItsGeneration(
            @ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);
        List<Manifest> closed = done(course, found, ISTIO::prepare, ISTIO::pin, ISTIO::mirror, ISTIO::unmirror);

        List<Step> late =
                List.of(ISTIO.prepare(course, closed), ISTIO.pin(course, closed), ISTIO.mirror(course, closed));

        assertThat(late).allSatisfy(step -> assertThat(step).isInstanceOf(Step.Barred.class));
        assertThat(ISTIO.mirrors(course, closed)).isFalse();
        assertThat(ISTIO.generation(course, closed)).isEqualTo(course.generation() + 1);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void shiftingThereAndBackIsNoChange(@ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);
        List<Manifest> pinned = done(course, found, ISTIO::prepare, ISTIO::pin, ISTIO::unmirror);
        Assume.that(ISTIO.shift(course, pinned) instanceof Step.Changes);

        List<Manifest> back = done(course, pinned, ISTIO::shift, ISTIO::shiftBack);

        assertThat(byAddress(back)).isEqualTo(byAddress(pinned));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void afterThePromotionAllRequestsReachTheDarkLabelsAndNoSubsetOfOursIsLeft(
            @ForAll("courses") Course course, @ForAll("objects") List<Manifest> found) {
        assumePossible(course, found);

        List<Manifest> promoted = done(
                course,
                found,
                ISTIO::prepare,
                ISTIO::pin,
                ISTIO::mirror,
                ISTIO::unmirror,
                ISTIO::shift,
                ISTIO::dropOld,
                ISTIO::unpin,
                ISTIO::clear);

        assertThat(promoted).allSatisfy(object -> assertThat(object.map("spec").toString())
                .doesNotContain("mirror-experiment-live", "mirror-experiment-dark", "name=mirror-experiment"));
        for (Manifest route : routes(promoted)) {
            requests().stream()
                    .filter(request -> reachesService(request, route))
                    .forEach(request -> assertThat(request.destinations(route).stream()
                                    .filter(leg ->
                                            !leg.getOrDefault("weight", 0).equals(0))
                                    .map(leg -> Fields.map(leg, "destination").get("subset")))
                            .containsExactly("v2"));
        }
    }

    private static void assumePossible(Course course, List<Manifest> objects) {
        Assume.that(ISTIO.survey(course, Optional.empty(), objects) instanceof Survey.Possible);
    }

    private static List<Manifest> done(Course course, List<Manifest> objects, Taken... steps) {
        List<Manifest> after = objects;
        for (Taken step : steps) {
            Step taken = step.take(course, after);
            assertThat(taken).isInstanceOf(Step.Changes.class);
            after = Cluster.after(taken, after);
        }
        return after;
    }

    private static boolean reachesService(Request request, Manifest route) {
        List<Map<String, Object>> legs = request.destinations(route);
        return legs.stream()
                .filter(leg ->
                        legs.size() == 1 || !leg.getOrDefault("weight", 0).equals(0))
                .anyMatch(leg -> String.valueOf(Fields.map(leg, "destination").get("host"))
                        .startsWith("reviews"));
    }

    /** The entries of a route without what may be ours. */
    private static List<Map<String, Object>> users(Manifest route) {
        return route.maps("spec", "http").stream()
                .filter(entry -> !String.valueOf(entry.get("name")).startsWith("mirror-experiment"))
                .map(entry -> {
                    Map<String, Object> users = new LinkedHashMap<>(entry);
                    users.remove("mirror");
                    users.remove("mirrorPercentage");
                    users.put("route", withoutLive(Fields.maps(entry, "route")));
                    return users;
                })
                .toList();
    }

    private static String withoutLive(List<Map<String, Object>> legs) {
        return legs.toString().replace(", subset=mirror-experiment-live", "");
    }

    private static List<Manifest> routes(List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals(Kind.VIRTUAL_SERVICE))
                .toList();
    }

    private static List<Request> requests() {
        return Routes.METHODS.stream()
                .flatMap(method -> Routes.PATHS.stream().map(path -> new Request(method, path)))
                .toList();
    }

    private static Manifest at(Address address, List<Manifest> objects) {
        return Objects.requireNonNull(byAddress(objects).get(address), address::words);
    }

    private static Map<Address, Manifest> byAddress(List<Manifest> objects) {
        Map<Address, Manifest> byAddress = new LinkedHashMap<>();
        objects.forEach(object -> byAddress.put(object.address(), object));
        return byAddress;
    }
}
