package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One rule of an HTTPRoute.
 *
 * @param fields as in the manifest
 * @param from namespace of the HTTPRoute
 */
record HttpRule(Map<String, Object> fields, String from) {
    static final String MATCHES = "matches";
    static final String FILTERS = "filters";
    static final String METHOD = "method";
    private static final String MIRROR = "requestMirror";
    private static final String BACKEND = "backendRef";

    List<Map<String, Object>> matches() {
        return Fields.maps(fields, MATCHES);
    }

    /** Its matches; an empty one, which takes every request, where it has none. */
    List<Map<String, Object>> conditions() {
        return matches().isEmpty() ? List.of(Map.of()) : matches();
    }

    List<Map<String, Object>> filters() {
        return Fields.maps(fields, FILTERS);
    }

    /** The backends that requests take: one of weight 0 gets none. */
    List<Map<String, Object>> backends() {
        return Fields.maps(fields, "backendRefs").stream()
                .filter(backend ->
                        !Optional.of(0).equals(Fields.number(backend, "weight").map(Number::intValue)))
                .toList();
    }

    boolean leadsTo(ServiceHost host) {
        return backends().stream().anyMatch(backend -> isService(backend, host.namespace(), host.service()));
    }

    boolean divides(ServiceHost host) {
        return leadsTo(host)
                && !backends().stream().allMatch(backend -> isService(backend, host.namespace(), host.service()));
    }

    /** The port of the service that requests take; empty where none is named. */
    Optional<Number> port(ServiceHost host) {
        return backends().stream()
                .filter(backend -> isService(backend, host.namespace(), host.service()))
                .flatMap(backend -> Fields.number(backend, "port").stream())
                .findFirst();
    }

    /** Mirrors, ours or not. */
    Stream<Map<String, Object>> mirrors() {
        return filters().stream().map(filter -> Fields.map(filter, MIRROR)).filter(mirror -> !mirror.isEmpty());
    }

    /** Whether a mirror, ours or not, leads to the service that requests lead to. */
    boolean mirrorsTo(ServiceHost host) {
        return mirrors().anyMatch(mirror -> isService(Fields.map(mirror, BACKEND), host.namespace(), host.service()));
    }

    /** Whether a filter is our mirror: it leads to our Service. */
    static boolean isOurs(Map<String, Object> filter, Fronts fronts, String from) {
        Map<String, Object> backend = Fields.map(Fields.map(filter, MIRROR), BACKEND);
        return reaches(backend, fronts.course().namespace(), fronts.darkName(), from);
    }

    boolean isMirrored(Fronts fronts) {
        return filters().stream().anyMatch(filter -> isOurs(filter, fronts, from));
    }

    HttpRule unmirrored(Fronts fronts) {
        List<Map<String, Object>> left = filters().stream()
                .filter(filter -> !isOurs(filter, fronts, from))
                .toList();
        if (left.size() == filters().size()) {
            return this;
        }
        return new HttpRule(
                left.isEmpty() ? Fields.without(fields, FILTERS) : Fields.with(fields, FILTERS, left), from);
    }

    /** With our mirror behind the filters that are there; every default is written out, so that a server adds nothing. */
    HttpRule mirrored(Fronts fronts, ServiceHost host) {
        Map<String, Object> backend = new LinkedHashMap<>();
        backend.put("group", "");
        backend.put("kind", "Service");
        backend.put("name", fronts.darkName());
        if (!from.equals(host.namespace())) {
            backend.put("namespace", host.namespace());
        }
        port(host).ifPresent(port -> backend.put("port", port));
        Map<String, Object> mirror = new LinkedHashMap<>();
        mirror.put(BACKEND, backend);
        mirror.putAll(Share.of(fronts.course().percent()));
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("type", "RequestMirror");
        filter.put(MIRROR, mirror);
        List<Map<String, Object>> all = new ArrayList<>(unmirrored(fronts).filters());
        all.add(filter);
        return new HttpRule(Fields.with(fields, FILTERS, all), from);
    }

    /** The matches with each of the methods; those that name another method are left out. */
    List<Map<String, Object>> limited(List<String> methods) {
        List<Map<String, Object>> all = new ArrayList<>(named(methods));
        all.addAll(free(methods));
        return all;
    }

    /** Of the matches that name a method those with one of these. */
    List<Map<String, Object>> named(List<String> methods) {
        return matches().stream()
                .filter(match ->
                        Fields.text(match, METHOD).filter(methods::contains).isPresent())
                .map(HttpRule::withPath)
                .toList();
    }

    /** The matches that name no method, with each of these. */
    List<Map<String, Object>> free(List<String> methods) {
        return conditions().stream()
                .filter(match -> Fields.text(match, METHOD).isEmpty())
                .flatMap(match -> methods.stream().map(method -> Fields.with(withPath(match), METHOD, method)))
                .toList();
    }

    /** What an API server would add, so that it can be found again as it was written. */
    private static Map<String, Object> withPath(Map<String, Object> match) {
        if (match.containsKey("path")) {
            return match;
        }
        Map<String, Object> path = new LinkedHashMap<>();
        path.put("type", "PathPrefix");
        path.put("value", "/");
        return Fields.with(match, "path", path);
    }

    HttpRule matching(List<Map<String, Object>> others) {
        return new HttpRule(Fields.with(fields, MATCHES, others), from);
    }

    /** As people find it again. */
    String words(int place) {
        return Fields.text(fields, "name").map(name -> "rule '" + name + "'").orElse("rules[" + place + "]");
    }

    private boolean isService(Map<String, Object> backend, String namespace, String name) {
        return reaches(backend, namespace, name, from);
    }

    private static boolean reaches(Map<String, Object> backend, String namespace, String name, String from) {
        return Fields.text(backend, "group").isEmpty()
                && Fields.text(backend, "kind").map("Service"::equals).orElse(true)
                && Fields.text(backend, "name").filter(name::equals).isPresent()
                && Fields.text(backend, "namespace").orElse(from).equals(namespace);
    }
}
