package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Exposure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Names from outside the mesh: which of them need a route and a Gateway of ours. */
final class ScenarioGateways {
    private final ScenarioMesh mesh;
    private final Exposure exposure;

    ScenarioGateways(ScenarioMesh mesh, Exposure exposure) {
        this.mesh = mesh;
        this.exposure = exposure;
    }

    /** The hosts that no route of the user has. */
    List<String> unrouted() {
        return exposure.hosts().stream().filter(host -> holders(host).isEmpty()).toList();
    }

    /** Namespace and name of the Gateway for {@link #unrouted}; that of ours if no other takes their requests. */
    String gateway() {
        return exposure.gateway()
                .or(() -> mesh.gateways().stream()
                        .filter(gateway -> !mesh.isOwn(gateway) && takesAll(gateway))
                        .map(ScenarioGateways::name)
                        .sorted()
                        .findFirst())
                .orElse(mesh.host().namespace() + "/"
                        + ScenarioMarks.nameFor(mesh.host().service()));
    }

    /** The Gateway of ours, as it shall be; empty if none is needed. */
    Optional<Manifest> own() {
        Manifest made = mesh.made(ScenarioMesh.GATEWAY, spec());
        return unrouted().isEmpty()
                        || !gateway().equals(name(made))
                        || exposure.gateway().isPresent()
                ? Optional.empty()
                : Optional.of(made);
    }

    /** What is in the way, in sentences. */
    Stream<String> obstacles() {
        Stream<String> missing = exposure.gateway().stream()
                .filter(name -> mesh.gateways().stream()
                        .noneMatch(gateway -> name(gateway).equals(name)))
                .map(name ->
                        "There is no Gateway '%s' that we may read: make it, or leave the name out.".formatted(name));
        Stream<String> taken = exposure.hosts().stream().flatMap(host -> holders(host).stream()
                .filter(route -> route.entries().stream().noneMatch(entry -> entry.leadsTo(mesh.host())))
                .map(route ->
                        "%s has the host '%s' and does not lead to %s: take the host out of it, or choose another."
                                .formatted(route.words(), host, mesh.host().service())));
        return Stream.concat(missing, taken);
    }

    private List<VirtualService> holders(String host) {
        return mesh.mesh().services().stream()
                .filter(route -> !mesh.isOwn(route.manifest()) && route.hosts().contains(host))
                .toList();
    }

    private boolean takesAll(Manifest gateway) {
        List<String> names = gateway.maps("spec", "servers").stream()
                .flatMap(server -> Fields.texts(server, "hosts").stream())
                .filter(name -> isFor(name, gateway))
                .map(name -> name.substring(name.indexOf('/') + 1))
                .toList();
        return unrouted().stream().allMatch(host -> names.stream().anyMatch(name -> takes(name, host)));
    }

    /** A host of a Gateway may say in which namespace the routes must be. */
    private boolean isFor(String name, Manifest gateway) {
        int slash = name.indexOf('/');
        String from = slash < 0 ? "*" : name.substring(0, slash);
        return from.equals("*")
                || from.equals(mesh.host().namespace())
                || (from.equals(".") && gateway.namespace().equals(mesh.host().namespace()));
    }

    private static boolean takes(String name, String host) {
        return name.equals("*")
                || name.equals(host)
                || (name.startsWith("*.") && host.length() > name.length() && host.endsWith(name.substring(1)));
    }

    private Map<String, Object> spec() {
        Map<String, Object> port = new LinkedHashMap<>();
        port.put("number", 80);
        port.put("name", "http");
        port.put("protocol", "HTTP");
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("port", port);
        server.put("hosts", new ArrayList<>(exposure.hosts()));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("selector", Map.of("istio", "ingressgateway"));
        spec.put("servers", List.of(server));
        return spec;
    }

    private static String name(Manifest gateway) {
        return gateway.namespace() + "/" + gateway.name();
    }
}
