package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, and the rule of HTTPRoutes that takes it, after the precedence that the documentation of {@code HTTPRouteRule.matches}
 * gives: an exact path, the longest prefix, a method, then the order of routes and rules. Written apart from the engine's reading of
 * routes.
 *
 * @param method its method
 * @param path its path
 */
record GatewayRequest(String method, String path) {
    private record Taken(Map<String, Object> rule, int exact, int length, int method) {}

    /** The rule that takes this request; empty if none does. */
    Optional<Map<String, Object>> rule(List<Manifest> objects) {
        List<Taken> taken = new ArrayList<>();
        objects.stream()
                .filter(object -> object.kind().equals(Kind.HTTP_ROUTE))
                .flatMap(route -> route.maps("spec", "rules").stream())
                .forEach(rule -> matches(rule).stream()
                        .filter(this::meets)
                        .forEach(match -> taken.add(new Taken(
                                rule,
                                type(match).equals("Exact") ? 1 : 0,
                                value(match).length(),
                                match.containsKey("method") ? 1 : 0))));
        return taken.stream()
                .max(Comparator.comparingInt(Taken::exact)
                        .thenComparingInt(Taken::length)
                        .thenComparingInt(Taken::method)
                        .thenComparingInt(each -> -taken.indexOf(each)))
                .map(Taken::rule);
    }

    /** The backends that this request takes. */
    List<Map<String, Object>> backends(List<Manifest> objects) {
        return rule(objects).map(rule -> Fields.maps(rule, "backendRefs")).orElse(List.of());
    }

    /** The Services to which copies of this request go. */
    List<Object> copies(List<Manifest> objects) {
        return rule(objects).stream()
                .flatMap(rule -> Fields.maps(rule, "filters").stream())
                .map(filter -> Fields.map(filter, "requestMirror"))
                .filter(mirror -> !mirror.isEmpty())
                .map(mirror -> Fields.map(mirror, "backendRef").getOrDefault("name", ""))
                .toList();
    }

    private static List<Map<String, Object>> matches(Map<String, Object> rule) {
        List<Map<String, Object>> matches = Fields.maps(rule, "matches");
        return matches.isEmpty() ? List.of(Map.of()) : matches;
    }

    private boolean meets(Map<String, Object> match) {
        boolean right = !match.containsKey("method") || method.equals(match.get("method"));
        return right && (type(match).equals("Exact") ? path.equals(value(match)) : begins(value(match)));
    }

    /** By whole elements of the path. */
    private boolean begins(String prefix) {
        String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return path.equals(bare) || path.startsWith(bare + "/");
    }

    private static String type(Map<String, Object> match) {
        return String.valueOf(Fields.map(match, "path").getOrDefault("type", "PathPrefix"));
    }

    private static String value(Map<String, Object> match) {
        return String.valueOf(Fields.map(match, "path").getOrDefault("value", "/"));
    }
}
