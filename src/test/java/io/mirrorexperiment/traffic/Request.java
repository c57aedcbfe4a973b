package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, and where a VirtualService would send it: the first entry with a match whose conditions all hold, after the
 * documentation of {@code HTTPMatchRequest}. Written apart from the engine's reading of routes.
 *
 * @param method its method
 * @param path its path
 */
record Request(String method, String path) {
    /** Everything but the mirror of the entry that takes this request; empty if none does. */
    Optional<Map<String, Object>> entry(Manifest route) {
        return route.maps("spec", "http").stream()
                .filter(entry -> Fields.maps(entry, "match").isEmpty()
                        || Fields.maps(entry, "match").stream().anyMatch(this::meets))
                .findFirst();
    }

    /** The destinations that this request takes. */
    List<Map<String, Object>> destinations(Manifest route) {
        return entry(route).map(entry -> Fields.maps(entry, "route")).orElse(List.of());
    }

    /** The subset to which a copy of this request goes. */
    Optional<String> copy(Manifest route) {
        return entry(route).flatMap(entry -> Fields.text(Fields.map(entry, "mirror"), "subset"));
    }

    private boolean meets(Map<String, Object> match) {
        return meets(Fields.map(match, "method"), method) && meets(Fields.map(match, "uri"), path);
    }

    private static boolean meets(Map<String, Object> condition, String value) {
        return condition.entrySet().stream().allMatch(test -> switch (test.getKey()) {
            case "exact" -> value.equals(test.getValue());
            case "prefix" -> value.startsWith((String) test.getValue());
            case "regex" -> value.matches((String) test.getValue());
            default -> throw new IllegalArgumentException(test.getKey());
        });
    }
}
