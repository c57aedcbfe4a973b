package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of {@link TrafficMirror}, for providers whose versions are Services, over generated routes. */
class FrontLawsProperties {
    /** A provider, what is asked of it, and what a user has. */
    record Found(TrafficMirror mirror, Course course, List<Manifest> objects) {}

    private interface Taken {
        Step take(Course course, List<Manifest> objects);
    }

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "DELETE");
    private static final List<String> PATHS = List.of("/", "/a", "/a/b", "/other");

    @Provide
    Arbitrary<Found> found() {
        return Arbitraries.oneOf(gateways(), contour(), traefik());
    }

    @Provide
    Arbitrary<Found> gateways() {
        Arbitrary<List<String>> methods = Arbitraries.of(List.of("*"), List.of("GET", "HEAD"), List.of("POST"));
        return Combinators.combine(
                        methods,
                        Arbitraries.of(100.0, 40.0, 0.5, 33.3),
                        Arbitraries.longs().between(1, 5),
                        rule().list().ofMinSize(1).ofMaxSize(5),
                        Arbitraries.of(true, false))
                .as((some, percent, generation, rules, pinned) -> new Found(
                        new FrontMirror(new GatewayApi()),
                        course(some, percent, generation),
                        List.of(service(pinned), gatewayClass(), gateway(), httpRoute(rules))));
    }

    private static Arbitrary<Found> contour() {
        return Combinators.combine(
                        Arbitraries.of(100.0, 40.0, 1.0),
                        Arbitraries.longs().between(1, 5),
                        Arbitraries.of(
                                        List.of("reviews"),
                                        List.of("pages"),
                                        List.of("reviews", "reviews"),
                                        List.<String>of())
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(4),
                        Arbitraries.of(true, false))
                .as((percent, generation, routes, pinned) -> new Found(
                        new FrontMirror(new Contour()),
                        course(List.of("*"), percent, generation),
                        List.of(service(pinned), proxy(routes))));
    }

    private static Arbitrary<Found> traefik() {
        Arbitrary<Map<String, Object>> rules = Combinators.combine(
                        Arbitraries.of(PATHS), Arbitraries.of("reviews", "pages"), Arbitraries.of(0, 5, 90))
                .as((path, service, priority) -> {
                    Map<String, Object> rule = new LinkedHashMap<>();
                    rule.put("kind", "Rule");
                    rule.put("match", "PathPrefix(`" + path + "`)");
                    if (priority > 0) {
                        rule.put("priority", priority);
                    }
                    rule.put("services", List.of(Map.of("name", service, "port", 9080)));
                    rule.put("nobodyKnows", List.of("this"));
                    return rule;
                });
        return Combinators.combine(
                        Arbitraries.of(List.of("*"), List.of("GET", "HEAD")),
                        Arbitraries.of(100.0, 40.0, 1.0),
                        Arbitraries.longs().between(1, 5),
                        rules.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.of(true, false))
                .as((methods, percent, generation, routes, pinned) -> new Found(
                        new FrontMirror(new Traefik()),
                        course(methods, percent, generation),
                        List.of(
                                service(pinned),
                                object("traefik.io/v1alpha1", "IngressRoute", "shop", Map.of("routes", routes)))));
    }

    private static Course course(List<String> methods, double percent, long generation) {
        return new Course(
                "default",
                "reviews",
                Map.of("version", "v1"),
                Map.of("version", "v2"),
                percent,
                methods,
                generation,
                "default.reviews." + generation);
    }

    private static Manifest service(boolean ofOneVersion) {
        Map<String, Object> selector =
                ofOneVersion ? Map.of("app", "reviews", "version", "v1") : Map.of("app", "reviews");
        return object(
                "v1",
                "Service",
                "reviews",
                Map.of("selector", selector, "ports", List.of(Map.of("port", 9080)), "someday", List.of(1, 2.5)));
    }

    private static Manifest gatewayClass() {
        return Manifest.of(Map.of(
                "apiVersion",
                "gateway.networking.k8s.io/v1",
                "kind",
                "GatewayClass",
                "metadata",
                Map.of("name", "gates"),
                "spec",
                Map.of("controllerName", "istio.io/gateway-controller"),
                "status",
                Map.of(
                        "supportedFeatures",
                        List.of(
                                Map.of("name", "HTTPRouteMethodMatching"),
                                Map.of("name", "HTTPRouteRequestMirror"),
                                Map.of("name", "HTTPRouteRequestPercentageMirror")))));
    }

    private static Manifest gateway() {
        return object("gateway.networking.k8s.io/v1", "Gateway", "front", Map.of("gatewayClassName", "gates"));
    }

    private static Manifest httpRoute(List<Map<String, Object>> rules) {
        return object(
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                "shop",
                Map.of("parentRefs", List.of(Map.of("name", "front")), "rules", rules, "nobodyKnows", true));
    }

    private static Arbitrary<Map<String, Object>> rule() {
        Arbitrary<List<Map<String, Object>>> matches = Combinators.combine(
                        Arbitraries.of("PathPrefix", "Exact"), Arbitraries.of(PATHS), Arbitraries.of("", "GET", "POST"))
                .as((type, path, method) -> {
                    Map<String, Object> match = new LinkedHashMap<>();
                    match.put("path", Map.of("type", type, "value", path));
                    if (!method.isEmpty()) {
                        match.put("method", method);
                    }
                    return match;
                })
                .list()
                .ofMaxSize(2);
        return Combinators.combine(matches, Arbitraries.of("reviews", "reviews", "pages"), Arbitraries.of(true, false))
                .as((some, backend, adorned) -> {
                    Map<String, Object> rule = new LinkedHashMap<>();
                    if (!some.isEmpty()) {
                        rule.put("matches", some);
                    }
                    if (adorned) {
                        rule.put("filters", List.of(Map.of("type", "RequestHeaderModifier")));
                        rule.put("timeouts", Map.of("request", "10s"));
                    }
                    rule.put("backendRefs", List.of(Map.of("name", backend, "port", 9080)));
                    return rule;
                });
    }

    private static Manifest proxy(List<List<String>> routes) {
        List<Map<String, Object>> all = new ArrayList<>();
        routes.forEach(services -> all.add(Map.of(
                "services",
                services.stream()
                        .map(name -> Map.of("name", name, "port", 9080))
                        .toList(),
                "nobodyKnows",
                7)));
        return object("projectcontour.io/v1", "HTTPProxy", "shop", Map.of("routes", all));
    }

    private static Manifest object(String apiVersion, String kind, String name, Map<String, Object> spec) {
        return Manifest.of(Map.of(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                Map.of("name", name, "namespace", "default"),
                "spec",
                spec));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aStepTakenTwiceIsTheStep(@ForAll("found") Found found) {
        assumePossible(found);
        TrafficMirror mirror = found.mirror();
        List<Manifest> objects = found.objects();
        for (Taken step : List.<Taken>of(
                mirror::prepare,
                mirror::pin,
                mirror::mirror,
                mirror::unmirror,
                mirror::shift,
                mirror::dropOld,
                mirror::unpin,
                mirror::clear)) {
            objects = done(found.course(), objects, step);

            Step again = step.take(found.course(), objects);

            assertThat(again).isEqualTo(new Step.Changes(List.of()));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void undoingAtAnyStepLeavesWhatWasThereAndTheTombstone(@ForAll("found") Found found) {
        assumePossible(found);
        TrafficMirror mirror = found.mirror();
        List<Manifest> prepared = done(found.course(), found.objects(), mirror::prepare);
        List<Manifest> pinned = done(found.course(), prepared, mirror::pin);
        List<Manifest> mirrored = done(found.course(), pinned, mirror::mirror);

        for (List<Manifest> state : List.of(found.objects(), prepared, pinned, mirrored)) {
            List<Manifest> after = done(found.course(), state, mirror::unmirror, mirror::unpin, mirror::clear);

            assertThat(byAddress(after.stream()
                            .map(object -> object.withoutAnnotation("mirror-experiment.io/generation"))
                            .toList()))
                    .isEqualTo(byAddress(found.objects()));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aClosedMirrorStaysClosedToItsGeneration(@ForAll("found") Found found) {
        assumePossible(found);
        TrafficMirror mirror = found.mirror();
        List<Manifest> closed =
                done(found.course(), found.objects(), mirror::prepare, mirror::pin, mirror::mirror, mirror::unmirror);

        List<Step> late = List.of(
                mirror.prepare(found.course(), closed),
                mirror.pin(found.course(), closed),
                mirror.mirror(found.course(), closed));

        assertThat(late).allSatisfy(step -> assertThat(step).isInstanceOf(Step.Barred.class));
        assertThat(mirror.mirrors(found.course(), closed)).isFalse();
        assertThat(mirror.generation(found.course(), closed))
                .isEqualTo(found.course().generation() + 1);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void shiftingThereAndBackIsNoChange(@ForAll("found") Found found) {
        assumePossible(found);
        TrafficMirror mirror = found.mirror();
        List<Manifest> pinned = done(found.course(), found.objects(), mirror::prepare, mirror::pin, mirror::unmirror);

        List<Manifest> shifted = done(found.course(), pinned, mirror::shift);
        List<Manifest> back = done(found.course(), shifted, mirror::shiftBack);

        assertThat(selector(pinned)).containsEntry("version", "v1");
        assertThat(selector(shifted)).containsEntry("version", "v2").containsEntry("app", "reviews");
        assertThat(byAddress(back)).isEqualTo(byAddress(pinned));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void afterThePromotionTheServiceSelectsTheDarkLabelsAndNothingOfOursIsLeft(@ForAll("found") Found found) {
        assumePossible(found);
        TrafficMirror mirror = found.mirror();

        List<Manifest> promoted = done(
                found.course(),
                found.objects(),
                mirror::prepare,
                mirror::pin,
                mirror::mirror,
                mirror::unmirror,
                mirror::shift,
                mirror::dropOld,
                mirror::unpin,
                mirror::clear);

        assertThat(selector(promoted)).containsEntry("version", "v2");
        assertThat(promoted).hasSameSizeAs(found.objects()).allSatisfy(object -> {
            assertThat(object.map("spec").toString()).doesNotContain("mirror-experiment");
            assertThat(object.texts("metadata", "annotations").keySet()).isSubsetOf("mirror-experiment.io/generation");
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noRequestGoesAnotherWayAndExactlyTheAllowedMethodsAreCopied(@ForAll("gateways") Found found) {
        assumePossible(found);
        TrafficMirror mirror = found.mirror();
        List<Manifest> pinned = done(found.course(), found.objects(), mirror::prepare, mirror::pin);

        List<Manifest> mirrored = done(found.course(), pinned, mirror::mirror);

        for (String method : METHODS) {
            for (String path : PATHS) {
                GatewayRequest request = new GatewayRequest(method, path);
                List<Map<String, Object>> backends = request.backends(pinned);
                boolean reaches = backends.stream().anyMatch(backend -> "reviews".equals(backend.get("name")));
                boolean allowed = found.course().methods().contains("*")
                        || found.course().methods().contains(method);
                assertThat(request.backends(mirrored)).as("%s", request).isEqualTo(backends);
                assertThat(request.copies(mirrored))
                        .as("%s", request)
                        .isEqualTo(reaches && allowed ? List.of("mirror-experiment-reviews") : List.of());
            }
        }
        assertThat(mirror.mirrors(found.course(), mirrored)).isTrue();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aPercentageIsReadAsItIsWritten(@ForAll("gateways") Found found) {
        assumePossible(found);
        TrafficMirror mirror = found.mirror();

        List<Manifest> mirrored = done(found.course(), found.objects(), mirror::prepare, mirror::pin, mirror::mirror);

        Survey survey = mirror.survey(found.course(), Optional.empty(), mirrored);
        assertThat(survey).isInstanceOfSatisfying(Survey.Possible.class, possible -> assertThat(possible.mirrored())
                .hasValueCloseTo(found.course().percent(), org.assertj.core.data.Offset.offset(1e-9)));
    }

    private static void assumePossible(Found found) {
        Assume.that(
                found.mirror().survey(found.course(), Optional.empty(), found.objects()) instanceof Survey.Possible);
    }

    private static Map<String, String> selector(List<Manifest> objects) {
        return objects.stream()
                .filter(object ->
                        object.kind().equals(Kind.SERVICE) && object.name().equals("reviews"))
                .findFirst()
                .orElseThrow()
                .texts("spec", "selector");
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

    private static Map<Address, Manifest> byAddress(List<Manifest> objects) {
        Map<Address, Manifest> byAddress = new LinkedHashMap<>();
        objects.forEach(object -> byAddress.put(object.address(), object));
        return byAddress;
    }
}
