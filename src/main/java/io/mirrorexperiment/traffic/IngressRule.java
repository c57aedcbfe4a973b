package io.mirrorexperiment.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One route of an IngressRoute of Traefik.
 *
 * @param fields as in the manifest
 */
record IngressRule(Map<String, Object> fields) {
    private static final String MATCH = "match";
    private static final String PRIORITY = "priority";
    private static final String SERVICES = "services";
    private static final String TRAEFIK_SERVICE = "TraefikService";

    String match() {
        return Fields.text(fields, MATCH).orElse("");
    }

    /** Traefik asks for routes of a higher one first; without one it is the length of the match. */
    long priority() {
        return Fields.number(fields, PRIORITY)
                .map(Number::longValue)
                .filter(written -> written != 0)
                .orElse((long) match().length());
    }

    List<Map<String, Object>> services() {
        return Fields.maps(fields, SERVICES);
    }

    List<Map<String, Object>> middlewares() {
        return Fields.maps(fields, "middlewares");
    }

    private static boolean isService(Map<String, Object> entry, Fronts fronts) {
        return Fields.text(entry, "name")
                        .filter(fronts.course().service()::equals)
                        .isPresent()
                && Fields.text(entry, "kind").map("Service"::equals).orElse(true)
                && Fields.text(entry, "namespace")
                        .map(fronts.course().namespace()::equals)
                        .orElse(true);
    }

    /** How the service is reached; empty if it is not. */
    Optional<Map<String, Object>> entry(Fronts fronts) {
        return services().stream().filter(each -> isService(each, fronts)).findFirst();
    }

    boolean leadsTo(Fronts fronts) {
        return entry(fronts).isPresent();
    }

    boolean divides() {
        return services().size() > 1;
    }

    /** Whether it is a clone of ours: it leads to our TraefikService. */
    boolean isOurs(Fronts fronts) {
        return services().stream()
                .anyMatch(each -> Fields.text(each, "kind")
                                .filter(TRAEFIK_SERVICE::equals)
                                .isPresent()
                        && Fields.text(each, "name")
                                .filter(fronts.darkName()::equals)
                                .isPresent());
    }

    /** A clone whose requests are copied; it comes before its original, and before nothing else that did not come after that one. */
    IngressRule cloned(Fronts fronts) {
        Map<String, Object> clone = new LinkedHashMap<>(fields);
        clone.put(MATCH, limited(fronts.course().methods()));
        clone.put(PRIORITY, priority() + 1);
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("kind", TRAEFIK_SERVICE);
        service.put("name", fronts.darkName());
        clone.put(SERVICES, List.of(service));
        return new IngressRule(clone);
    }

    private String limited(List<String> methods) {
        return new Methods(methods).limited()
                ? "(" + match() + ") && ("
                        + methods.stream()
                                .map(method -> "Method(`" + method + "`)")
                                .collect(Collectors.joining(" || "))
                        + ")"
                : match();
    }
}
