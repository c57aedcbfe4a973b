package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Services by which HTTPRoutes name versions: the user's own where they select the same pods, else ours. */
final class VersionServices {
    static final int LONGEST_NAME = 63;
    private static final List<String> OF_PORTS = List.of("name", "protocol", "appProtocol", "port", "targetPort");

    private final ServiceHost host;
    private final List<Manifest> services;

    VersionServices(ServiceHost host, List<Manifest> objects) {
        this.host = host;
        this.services = objects.stream()
                .filter(object ->
                        object.kind().equals(Kind.SERVICE) && object.namespace().equals(host.namespace()))
                .toList();
    }

    /** The Service itself. */
    Optional<Manifest> whole() {
        return services.stream()
                .filter(service -> service.name().equals(host.service()))
                .findFirst();
    }

    /** The name of the Service of a version. */
    String name(Version version) {
        return users(version).orElseGet(() -> ownName(version));
    }

    /** The Service of a version that has to be made; empty if there is one. */
    Optional<Manifest> missing(Version version) {
        boolean there = services.stream().anyMatch(service -> service.name().equals(name(version)));
        return there ? Optional.empty() : Optional.of(own(version));
    }

    /** Services that we made for versions of this one. */
    List<Manifest> ours() {
        return services.stream()
                .filter(service -> ScenarioMarks.made(service)
                        && service.name().startsWith(host.service() + "-")
                        && ScenarioMarks.standing(service).stream().anyMatch(standing -> standing.service()
                                .equals(host.service() + "." + host.namespace())))
                .toList();
    }

    /** Whether a Service of our name is another's. */
    boolean taken(Version version) {
        return services.stream()
                        .anyMatch(service -> service.name().equals(ownName(version)) && !ours().contains(service))
                && users(version).isEmpty();
    }

    private Optional<String> users(Version version) {
        return services.stream()
                .filter(service -> !service.name().equals(host.service()) && !ours().contains(service))
                .filter(service -> service.texts("spec", "selector").equals(selector(version)))
                .map(Manifest::name)
                .sorted()
                .findFirst();
    }

    private String ownName(Version version) {
        String label = version.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "-")
                .replaceAll("^-+|-+$", "");
        return ScenarioMarks.nameFor(host.service() + "-" + label);
    }

    private Manifest own(Version version) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", ownName(version));
        metadata.put("namespace", host.namespace());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("selector", selector(version));
        spec.put("ports", ports());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", "v1");
        tree.put("kind", "Service");
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        Manifest made = Marks.mark(Manifest.of(tree), "scenario").withoutAnnotation(Marks.RUN);
        return ScenarioMarks.noted(made, host, "version " + version.name());
    }

    private Map<String, String> selector(Version version) {
        Map<String, String> selector = new TreeMap<>();
        whole().ifPresent(service -> selector.putAll(service.texts("spec", "selector")));
        selector.putAll(version.labels());
        return selector;
    }

    private List<Map<String, Object>> ports() {
        return whole().map(service -> service.maps("spec", "ports").stream()
                        .map(VersionServices::port)
                        .toList())
                .orElse(List.of());
    }

    private static Map<String, Object> port(Map<String, Object> users) {
        Map<String, Object> port = new LinkedHashMap<>();
        OF_PORTS.stream()
                .filter(users::containsKey)
                .forEach(word -> port.put(word, java.util.Objects.requireNonNull(users.get(word))));
        return port;
    }
}
