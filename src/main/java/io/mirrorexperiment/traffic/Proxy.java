package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An HTTPProxy of Contour. It reaches Services of its own namespace only.
 *
 * @param manifest as it was read
 */
record Proxy(Manifest manifest) {
    private static final String SERVICES = "services";
    private static final String MIRROR = "mirror";

    String words() {
        return manifest.address().words();
    }

    List<Map<String, Object>> routes() {
        return manifest.maps("spec", "routes");
    }

    /** The services that requests of a route take; among several one of weight 0 gets none. */
    static List<Map<String, Object>> carrying(Map<String, Object> route) {
        List<Map<String, Object>> services = Fields.maps(route, SERVICES).stream()
                .filter(service -> !isMirror(service))
                .toList();
        return services.size() == 1
                ? services
                : services.stream()
                        .filter(service -> !isWeightless(services, service))
                        .toList();
    }

    /** Where no weight is written at all, all are alike. */
    private static boolean isWeightless(List<Map<String, Object>> services, Map<String, Object> service) {
        return weight(service) == 0 && services.stream().anyMatch(other -> weight(other) > 0);
    }

    private static long weight(Map<String, Object> service) {
        return Fields.number(service, "weight").map(Number::longValue).orElse(0L);
    }

    static boolean isMirror(Map<String, Object> service) {
        return Boolean.TRUE.equals(service.get(MIRROR));
    }

    private static boolean is(Map<String, Object> service, String name) {
        return Fields.text(service, "name").filter(name::equals).isPresent();
    }

    static boolean leadsTo(Map<String, Object> route, String service) {
        return carrying(route).stream().anyMatch(each -> is(each, service));
    }

    static boolean divides(Map<String, Object> route, String service) {
        return leadsTo(route, service) && !carrying(route).stream().allMatch(each -> is(each, service));
    }

    /** Mirrors of a route that are not ours. */
    static Stream<Map<String, Object>> others(Map<String, Object> route, Fronts fronts) {
        return Fields.maps(route, SERVICES).stream()
                .filter(service -> isMirror(service) && !is(service, fronts.darkName()));
    }

    /** The mirror of a route that is ours; its weight is the percentage, and none, like 0, is all. */
    static Optional<Double> share(Map<String, Object> route, Fronts fronts) {
        return Fields.maps(route, SERVICES).stream()
                .filter(service -> isMirror(service) && is(service, fronts.darkName()))
                .map(service -> weight(service) == 0 ? 100.0 : weight(service))
                .findFirst();
    }

    boolean concerns(Fronts fronts) {
        return manifest.namespace().equals(fronts.course().namespace())
                && routes().stream()
                        .anyMatch(route -> leadsTo(route, fronts.course().service())
                                || share(route, fronts).isPresent());
    }

    boolean isMirrored(Fronts fronts) {
        return routes().stream().anyMatch(route -> share(route, fronts).isPresent());
    }

    /** Whether it leads opaque connections to the service. */
    boolean isOpaque(Fronts fronts) {
        return manifest.namespace().equals(fronts.course().namespace())
                && manifest.maps("spec", "tcpproxy", SERVICES).stream()
                        .anyMatch(service -> is(service, fronts.course().service()));
    }

    /** As it is without us. */
    Proxy bare(Fronts fronts) {
        return each(route -> share(route, fronts).isEmpty()
                ? route
                : Fields.with(
                        route,
                        SERVICES,
                        Fields.maps(route, SERVICES).stream()
                                .filter(service -> !(isMirror(service) && is(service, fronts.darkName())))
                                .toList()));
    }

    /** With our mirror on every route that leads to the service. */
    Proxy mirrored(Fronts fronts) {
        return bare(fronts).each(route -> leadsTo(route, fronts.course().service()) ? mirrored(route, fronts) : route);
    }

    private static Map<String, Object> mirrored(Map<String, Object> route, Fronts fronts) {
        Map<String, Object> mirror = new LinkedHashMap<>();
        mirror.put("name", fronts.darkName());
        carrying(route).stream()
                .filter(service -> is(service, fronts.course().service()))
                .findFirst()
                .ifPresent(service -> Stream.of("port", "protocol")
                        .filter(service::containsKey)
                        .forEach(word -> mirror.put(word, service.get(word))));
        mirror.put(MIRROR, true);
        mirror.put("weight", (int) fronts.course().percent());
        List<Map<String, Object>> services = new ArrayList<>(Fields.maps(route, SERVICES));
        services.add(mirror);
        return Fields.with(route, SERVICES, services);
    }

    private Proxy each(UnaryOperator<Map<String, Object>> edit) {
        List<Map<String, Object>> edited = routes().stream().map(edit).toList();
        return edited.equals(routes()) ? this : new Proxy(manifest.with(edited, "spec", "routes"));
    }
}
