package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What other people do to the routes while a run goes on. */
class MidRunTest {
    private static final TrafficMirror ISTIO = new IstioMirror();
    private static final Course COURSE = new Course(
            "default",
            "reviews",
            Map.of("version", "v1"),
            Map.of("version", "v2"),
            40,
            List.of("GET"),
            1,
            "default.reviews.1");
    private static final List<Manifest> FOUND = Cluster.read("""
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: default}
            spec:
              hosts: [reviews]
              http:
              - timeout: 5s
                route: [{destination: {host: reviews}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: default}
            spec:
              hosts: [shop.example.com]
              gateways: [shop]
              http:
              - route: [{destination: {host: reviews}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: default}
            spec: {host: reviews}
            """);

    @Test
    void aMirrorThatSomebodyTookOutOfOneRouteIsMissed() {
        // Given
        List<Manifest> mirrored = mirrored();

        // When
        List<Manifest> edited = edit(
                mirrored, "shop", route -> route.with(route.maps("spec", "http").subList(1, 2), "spec", "http"));

        // Then
        assertThat(ISTIO.mirrors(COURSE, mirrored)).isTrue();
        assertThat(ISTIO.mirrors(COURSE, edited)).isFalse();
    }

    @Test
    void anotherPercentageIsNotTheMirrorThatWasAskedFor() {
        // Given
        List<Manifest> mirrored = mirrored();
        Course other = new Course(
                "default", "reviews", COURSE.liveLabels(), COURSE.darkLabels(), 50, List.of("GET"), 1, COURSE.run());

        // When
        boolean mirrors = ISTIO.mirrors(other, mirrored);

        // Then
        assertThat(mirrors).isFalse();
    }

    @Test
    void aNumberThatTheServerWroteBackInAnotherFormIsNoChange() {
        // Given
        List<Manifest> mirrored = mirrored();
        List<Manifest> readBack = mirrored.stream()
                .map(object -> Cluster.read(Cluster.write(object.tree()).replace("value: 40", "value: 40.0"))
                        .get(0))
                .toList();

        // When
        Step again = ISTIO.mirror(COURSE, readBack);

        // Then
        assertThat(again).isEqualTo(new Step.Changes(List.of()));
    }

    @Test
    void aUsersEditSurvivesTheCleanUp() {
        // Given
        List<Manifest> edited = edit(mirrored(), "reviews", route -> route.with(
                        List.of(
                                route.maps("spec", "http").get(0),
                                Map.of(
                                        "match", List.of(Map.of("uri", Map.of("prefix", "/new"))),
                                        "route", List.of(Map.of("destination", Map.of("host", "fresh")))),
                                Fields.with(route.maps("spec", "http").get(1), "timeout", "9s")),
                        "spec",
                        "http")
                .with("new", "metadata", "labels", "team"));

        // When
        List<Manifest> after = done(edited, ISTIO.unmirror(COURSE, edited));
        after = done(after, ISTIO.unpin(COURSE, after));
        after = done(after, ISTIO.clear(COURSE, after));

        // Then
        assertThat(find(after, "reviews").tree()).isEqualTo(Cluster.trees("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata:
                  name: reviews
                  namespace: default
                  labels:
                    team: new
                  annotations:
                    mirror-experiment.io/generation: "2"
                spec:
                  hosts:
                    - reviews
                  http:
                    - match:
                        - uri:
                            prefix: /new
                      route:
                        - destination:
                            host: fresh
                    - timeout: 9s
                      route:
                        - destination:
                            host: reviews
                """).get(0));
    }

    @Test
    void aRouteThatAppearedUnpinnedBarsTheMirror() {
        // Given
        List<Manifest> pinned = pinned();
        List<Manifest> more = new java.util.ArrayList<>(pinned);
        more.addAll(Cluster.read("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: late, namespace: default}
                spec:
                  hosts: [late.example.com]
                  gateways: [late]
                  http:
                  - route: [{destination: {host: reviews}}]
                """));

        // When
        Step step = ISTIO.mirror(COURSE, more);

        // Then
        assertThat(step)
                .isEqualTo(
                        new Step.Barred(
                                "VirtualService default/late leads to reviews without a subset, so requests may reach the dark version."));
    }

    @Test
    void ourOwnRouteThatSomebodyDeletedBarsTheMirror() {
        // Given
        List<Manifest> rule = FOUND.subList(2, 3);
        List<Manifest> prepared = done(rule, ISTIO.prepare(COURSE, rule));

        // When
        Step step = ISTIO.mirror(COURSE, prepared);

        // Then
        assertThat(step)
                .isEqualTo(
                        new Step.Barred(
                                "VirtualService default/mirror-experiment-reviews is not there, and no other VirtualService covers reviews.default.svc.cluster.local for sidecars."));
    }

    @Test
    void subsetsThatARouteStillNamesAreNotCleared() {
        // Given
        List<Manifest> pinned = pinned();

        // When
        Step step = ISTIO.clear(COURSE, pinned);

        // Then
        assertThat(step).isInstanceOf(Step.Barred.class);
    }

    @Test
    void aLeftOverMirrorIsSeenBySurveyAndTakenOver() {
        // Given
        List<Manifest> mirrored = mirrored();

        // When
        Survey survey = ISTIO.survey(COURSE, Optional.empty(), mirrored);

        // Then
        assertThat(survey).isInstanceOfSatisfying(Survey.Possible.class, possible -> assertThat(possible.mirrored())
                .hasValue(40));
    }

    @Test
    void aPromotionSurvivesACleanUpBeforeTheOldVersionIsDropped() {
        // Given
        List<Manifest> shifted = FOUND.subList(0, 0);
        for (int step = 0; step < 5; step++) {
            shifted = done(
                    shifted,
                    switch (step) {
                        case 0 -> ISTIO.prepare(COURSE, shifted);
                        case 1 -> ISTIO.pin(COURSE, shifted);
                        case 2 -> ISTIO.shift(COURSE, shifted);
                        case 3 -> ISTIO.unpin(COURSE, shifted);
                        default -> ISTIO.clear(COURSE, shifted);
                    });
        }

        // When
        List<Manifest> dropped = done(shifted, ISTIO.dropOld(COURSE, shifted));

        // Then
        assertThat(dropped).hasSize(2).allSatisfy(object -> assertThat(object.labels())
                .isEmpty());
        assertThat(find(dropped, "mirror-experiment-reviews")
                        .maps("spec", "http")
                        .toString())
                .isEqualTo("[{route=[{destination={host=reviews.default.svc.cluster.local, subset=v2}, weight=100}]}]");
    }

    private static List<Manifest> pinned() {
        List<Manifest> prepared = done(FOUND, ISTIO.prepare(COURSE, FOUND));
        return done(prepared, ISTIO.pin(COURSE, prepared));
    }

    private static List<Manifest> mirrored() {
        List<Manifest> pinned = pinned();
        return done(pinned, ISTIO.mirror(COURSE, pinned));
    }

    private static List<Manifest> done(List<Manifest> objects, Step step) {
        assertThat(step).isInstanceOf(Step.Changes.class);
        return Cluster.after(step, objects);
    }

    private static List<Manifest> edit(List<Manifest> objects, String name, UnaryOperator<Manifest> edit) {
        return objects.stream()
                .map(object -> isRoute(object, name) ? edit.apply(object) : object)
                .toList();
    }

    private static Manifest find(List<Manifest> objects, String name) {
        return objects.stream()
                .filter(object -> isRoute(object, name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isRoute(Manifest object, String name) {
        return object.kind().equals(Kind.VIRTUAL_SERVICE) && object.name().equals(name);
    }
}
