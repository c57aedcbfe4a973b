package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A RouteRule.
 *
 * @param manifest as it was read
 */
record OldRule(Manifest manifest) {
    static final String DESTINATION = "destination";

    Map<String, Object> spec() {
        return manifest.map("spec");
    }

    String home() {
        return manifest.namespace();
    }

    /** As in {@code RouteRule default/reviews}. */
    String words() {
        return words(manifest);
    }

    static String words(Manifest object) {
        return object.address().words();
    }

    OldService destination() {
        return OldService.of(spec().getOrDefault(DESTINATION, ""), home());
    }

    long precedence() {
        return Fields.number(spec(), "precedence").map(Number::longValue).orElse(0L);
    }

    /** Whether it takes every request. */
    boolean takesAll() {
        return Fields.map(spec(), "match").isEmpty();
    }

    Optional<OldService> mirror() {
        return Optional.ofNullable(spec().get("mirror")).map(written -> OldService.of(written, home()));
    }

    /** Where requests go, one for each item of {@code route}. */
    List<OldService> targets() {
        return Fields.maps(spec(), "route").stream().map(this::target).toList();
    }

    private OldService target(Map<String, Object> leg) {
        OldService service = Optional.ofNullable(leg.get(DESTINATION))
                .map(written -> OldService.of(written, home()))
                .orElseGet(this::destination);
        Map<String, String> labels = new LinkedHashMap<>(service.labels());
        labels.putAll(OldService.labels(leg, "tags"));
        labels.putAll(OldService.labels(leg, "labels"));
        return service.version(new java.util.TreeMap<>(labels));
    }

    /** All versions that it names. */
    List<OldService> versions() {
        return Stream.concat(targets().stream(), mirror().stream()).toList();
    }

    /** The items of {@code route} as destinations of today; all versions of the service where there are none. */
    List<Map<String, Object>> legs(OldSubsets subsets) {
        List<OldService> targets = targets();
        List<Map<String, Object>> legs = new ArrayList<>();
        for (int place = 0; place < targets.size(); place++) {
            Map<String, Object> leg = new LinkedHashMap<>();
            leg.put(DESTINATION, reached(targets.get(place), subsets));
            if (targets.size() > 1) {
                leg.put("weight", weight(place));
            }
            legs.add(leg);
        }
        return legs.isEmpty() ? List.of(Map.of(DESTINATION, reached(destination(), subsets))) : legs;
    }

    private int weight(int place) {
        return Fields.number(Fields.maps(spec(), "route").get(place), "weight")
                .map(Number::intValue)
                .orElse(0);
    }

    /** A version as a VirtualService beside the rule's own destination names it. */
    Map<String, Object> reached(OldService service, OldSubsets subsets) {
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("host", service.hostFrom(destination().namespace()));
        subsets.name(service).ifPresent(name -> destination.put("subset", name));
        return destination;
    }
}
