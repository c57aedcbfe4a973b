package io.mirrorexperiment.traffic;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several VirtualServices for one host on one gateway: which of them rules is not defined. */
final class Overlaps {
    private Overlaps() {}

    /**
     * The sentence that refuses, if there is cause.
     *
     * @param chosen name of the one that the user means
     */
    static Optional<String> refused(Mesh mesh, Optional<String> chosen) {
        if (chosen.isPresent() && named(mesh, chosen.get()).isEmpty()) {
            return Optional.of("No VirtualService '%s' leads to %s; these do: %s."
                    .formatted(chosen.get(), mesh.host().service(), words(mesh.routes())));
        }
        return mesh.routes().stream()
                .map(route -> rivals(mesh, route))
                .filter(rivals -> rivals.size() > 1)
                .filter(rivals -> chosen.isEmpty() || !settled(mesh, rivals, chosen.get()))
                .findFirst()
                .map(rivals -> sentence(mesh, rivals, chosen));
    }

    /** The groups that a choice has settled. */
    static List<String> settled(Mesh mesh) {
        return mesh.routes().stream()
                .map(route -> rivals(mesh, route))
                .filter(rivals -> rivals.size() > 1)
                .map(Overlaps::words)
                .distinct()
                .map(
                        words -> words
                                + " are for one host on one gateway; Istio uses them in an undefined order, so all that lead to the service are mirrored.")
                .toList();
    }

    private static String sentence(Mesh mesh, List<VirtualService> rivals, Optional<String> chosen) {
        return words(rivals)
                + " are for one host on one gateway, and Istio uses them in an undefined order: "
                + (chosen.isPresent()
                        ? "besides '%s' each must name a subset without dark pods for every destination at %s."
                                .formatted(chosen.get(), mesh.host().service())
                        : "make them one, or name the one to use with mirror.route.");
    }

    /** On a gateway routes elsewhere do no harm; of several for sidecars only one takes effect at all. */
    private static List<VirtualService> rivals(Mesh mesh, VirtualService route) {
        return mesh.services().stream()
                .filter(other -> other.concerns(mesh.host())
                        || (route.gateways().contains(VirtualService.MESH)
                                && other.gateways().contains(VirtualService.MESH)))
                .filter(other -> sameHost(route, other) && sameGateway(route, other) && sameView(route, other))
                .toList();
    }

    private static boolean settled(Mesh mesh, List<VirtualService> rivals, String chosen) {
        return rivals.stream().anyMatch(route -> route.manifest().name().equals(chosen))
                && rivals.stream()
                        .filter(route -> !route.manifest().name().equals(chosen))
                        .allMatch(route -> selectsSubsets(route, mesh.host()));
    }

    private static boolean selectsSubsets(VirtualService route, ServiceHost host) {
        return route.entries().stream()
                .flatMap(entry -> entry.legsTo(host).stream())
                .allMatch(leg ->
                        leg.subset().filter(name -> !name.equals(Marks.LIVE)).isPresent());
    }

    private static boolean sameHost(VirtualService one, VirtualService other) {
        return one.hosts().stream().anyMatch(host -> other.hosts().stream()
                .anyMatch(name -> full(host, one).equals(full(name, other))));
    }

    private static boolean sameGateway(VirtualService one, VirtualService other) {
        return !Collections.disjoint(one.gateways(), other.gateways());
    }

    /** Two that are each seen in their own namespace only never meet. */
    private static boolean sameView(VirtualService one, VirtualService other) {
        return one.manifest().namespace().equals(other.manifest().namespace()) || !(isPrivate(one) && isPrivate(other));
    }

    private static boolean isPrivate(VirtualService route) {
        return !route.exportTo().isEmpty()
                && route.exportTo().stream()
                        .allMatch(name ->
                                name.equals(".") || name.equals(route.manifest().namespace()));
    }

    private static String full(String host, VirtualService route) {
        String resolved = host.contains(".") || host.equals("*")
                ? host
                : host + "." + route.manifest().namespace() + ".svc.";
        int domain = resolved.indexOf(".svc.");
        return domain < 0 ? resolved : resolved.substring(0, domain + ".svc.".length());
    }

    private static List<VirtualService> named(Mesh mesh, String name) {
        return mesh.routes().stream()
                .filter(route -> route.manifest().name().equals(name))
                .toList();
    }

    static String words(List<VirtualService> routes) {
        return routes.stream().map(VirtualService::words).collect(Collectors.joining(" and "));
    }
}
