package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

/** What holds for every set of old rules. */
class OldRulesProperties {
    private static final List<Map<String, Object>> CONDITIONS = List.of(
            Map.of("uri", Map.of("prefix", "/a")),
            Map.of("uri", "/health"),
            Map.of("method", "GET"),
            Map.of("method", Map.of("regex", "GET|PUT"), "uri", Map.of("regex", "/[a-z]+/[0-9]")));

    @Provide
    Arbitrary<List<Manifest>> rules() {
        return spec().list().ofMinSize(1).ofMaxSize(6).map(specs -> IntStream.range(0, specs.size())
                .mapToObj(place -> rule("rule-" + place, specs.get(place)))
                .toList());
    }

    private static Arbitrary<Map<String, Object>> spec() {
        Arbitrary<Map<String, Object>> conditions = Arbitraries.of(CONDITIONS);
        Arbitrary<Optional<Map<String, Object>>> matches = conditions.optional(.7);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        matches,
                        Arbitraries.of("v1", "v2", "v3", ""),
                        Arbitraries.of(true, false))
                .as((precedence, match, version, mirrored) -> {
                    Map<String, Object> spec = new LinkedHashMap<>();
                    spec.put("destination", Map.of("name", "reviews"));
                    spec.put("precedence", precedence);
                    match.ifPresent(headers -> spec.put("match", Map.of("request", Map.of("headers", headers))));
                    if (!version.isEmpty()) {
                        spec.put("route", List.of(Map.of("labels", Map.of("version", version))));
                    }
                    if (mirrored) {
                        spec.put("mirror", Map.of("name", "reviews", "labels", Map.of("version", "v9")));
                    }
                    return spec;
                });
    }

    private static Manifest rule(String name, Map<String, Object> spec) {
        return Manifest.of(Map.of(
                "apiVersion",
                "config.istio.io/v1alpha2",
                "kind",
                "RouteRule",
                "metadata",
                Map.of("name", name, "namespace", "default"),
                "spec",
                spec));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void theOrderInWhichRulesAreReadDoesNotMatter(@ForAll("rules") List<Manifest> rules, @ForAll Random random) {
        List<Manifest> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, random);

        Converted converted = OldRules.converted(shuffled, Optional.empty());

        assertThat(converted).isEqualTo(OldRules.converted(rules, Optional.empty()));
    }

    /** Expected: the first rule in the order of {@code SortRouteRules} whose condition holds; without one, all versions. */
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void everyRequestGoesWhereTheRuleOfTheHighestPrecedenceSentIt(@ForAll("rules") List<Manifest> rules) {
        Converted converted = OldRules.converted(rules, Optional.empty());

        Manifest route = only(Kind.VIRTUAL_SERVICE, converted);
        for (String method : Routes.METHODS) {
            for (String path : Routes.PATHS) {
                Request request = new Request(method, path);
                Optional<Manifest> rule = rules.stream()
                        .sorted(Comparator.comparing((Manifest each) ->
                                        -each.number("spec", "precedence").orElse(0L))
                                .thenComparing(Manifest::name))
                        .filter(each -> takes(each, request))
                        .findFirst();
                assertThat(request.destinations(route).stream()
                                .map(leg -> Fields.text(Fields.map(leg, "destination"), "subset")
                                        .orElse("")))
                        .containsExactly(rule.map(OldRulesProperties::version).orElse(""));
                assertThat(request.copy(route))
                        .isEqualTo(rule.filter(each -> each.at("spec", "mirror").isPresent())
                                .map(each -> "v9"));
            }
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void everySubsetThatARouteNamesIsDefined(@ForAll("rules") List<Manifest> rules) {
        Converted converted = OldRules.converted(rules, Optional.empty());

        List<String> named = new VirtualService(only(Kind.VIRTUAL_SERVICE, converted))
                .subsetsOf(new ServiceHost("default", "reviews"))
                .toList();
        List<Object> defined = converted.objects().stream()
                .flatMap(object -> object.maps("spec", "subsets").stream())
                .map(subset -> subset.get("name"))
                .toList();
        assertThat(defined).doesNotHaveDuplicates().containsAll(named);
    }

    private static Manifest only(Kind kind, Converted converted) {
        List<Manifest> objects = converted.objects().stream()
                .filter(object -> object.kind().equals(kind))
                .toList();
        assertThat(objects).hasSize(1);
        return objects.get(0);
    }

    private static String version(Manifest rule) {
        return rule.maps("spec", "route").stream()
                .map(leg -> String.valueOf(Fields.map(leg, "labels").get("version")))
                .findFirst()
                .orElse("");
    }

    private static boolean takes(Manifest rule, Request request) {
        return rule.map("spec", "match", "request", "headers").entrySet().stream()
                .allMatch(each ->
                        holds(each.getValue(), each.getKey().equals("uri") ? request.path() : request.method()));
    }

    private static boolean holds(Object condition, String value) {
        if (!(condition instanceof Map<?, ?> map)) {
            return value.equals(condition);
        }
        return map.containsKey("prefix")
                ? value.startsWith(String.valueOf(map.get("prefix")))
                : value.matches(String.valueOf(map.get("regex")));
    }
}
