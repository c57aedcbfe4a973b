package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the proxies were told last: an immutable picture of the services and of Istio's objects. Istio's rules of which
 * object counts for which request are here.
 */
final class RouteTable {
    private final Map<String, KubeService> services = new LinkedHashMap<>();
    private final List<VirtualService> virtualServices;
    private final List<GatewayServer> gatewayServers;
    private final Subsets subsets;
    private final Set<String> revisions = new HashSet<>();

    RouteTable(ClusterView view) {
        view.list("services").stream().map(KubeService::of).forEach(service -> services.put(service.host(), service));
        virtualServices = VirtualService.list(both(
                view.list("virtualservices.networking.istio.io"),
                GatewayRoutes.virtualServices(view.list(GatewayRoutes.RESOURCE))));
        gatewayServers = GatewayServer.list(both(
                view.list("gateways.networking.istio.io"), GatewayRoutes.gateways(view.list(GatewayRoutes.GATEWAYS))));
        subsets = new Subsets(view.list("destinationrules.networking.istio.io"));
        view.list("revisions.serving.knative.dev")
                .forEach(revision -> revisions.add(
                        revision.path("metadata").path("namespace").asText() + "/"
                                + revision.path("metadata").path("name").asText()));
    }

    /** A route and, if it was chosen by one, the condition on the uri. */
    record Found(HttpRoute route, Optional<TextMatch> uri) {}

    /** What a proxy finds for a request. */
    sealed interface Finding {
        /** A route. */
        record Route(Found found) implements Finding {}

        /** The host is known, but none of its routes takes this request. */
        record NoRoute() implements Finding {}

        /** Nobody knows the host. */
        record NoHost() implements Finding {}
    }

    private static List<ObjectNode> both(List<ObjectNode> istios, List<ObjectNode> converted) {
        return Stream.concat(istios.stream(), converted.stream()).toList();
    }

    /** Whether there is a Knative revision. */
    boolean knowsRevision(String namespace, String name) {
        return revisions.contains(namespace + "/" + name);
    }

    List<GatewayServer> gatewayServers() {
        return gatewayServers;
    }

    /** The route that a request takes from there. */
    Finding find(Request request, Origin origin) {
        String host = Authority.of(request.authority()).host();
        return origin.sidecar() ? findInMesh(request, origin, host) : findAtGateway(request, origin, host);
    }

    /** At a sidecar the oldest of the best fitting VirtualServices counts alone. */
    private Finding findInMesh(Request request, Origin origin, String host) {
        Optional<KubeService> service = service(host, origin.namespace());
        String full = service.map(KubeService::host).orElse(host);
        Optional<VirtualService> rule = ruleInMesh(full);
        if (rule.filter(one -> !one.routes().isEmpty() || one.tcp().isEmpty()).isPresent()) {
            return first(rule.get().routes(), request, origin, Set.of(Origin.MESH));
        }
        return service.<Finding>map(
                        known -> new Finding.Route(new Found(HttpRoute.plain(known.host()), Optional.empty())))
                .orElseGet(Finding.NoHost::new);
    }

    private Optional<VirtualService> ruleInMesh(String full) {
        return virtualServices.stream()
                .filter(candidate -> candidate.gateways().contains(Origin.MESH))
                .filter(candidate -> candidate.fit(full) >= 0)
                .reduce((older, newer) -> newer.fit(full) > older.fit(full) ? newer : older);
    }

    /** Where a plain connection from a sidecar may go: as the first route says that takes it, else to the whole service; nowhere, if nobody knows the host. */
    List<WeightedDestination> connections(String host, Origin origin) {
        Optional<KubeService> service = service(host, origin.namespace());
        String full = service.map(KubeService::host).orElse(host);
        return ruleInMesh(full)
                .flatMap(rule ->
                        rule.tcp().stream().filter(route -> route.takes(origin)).findFirst())
                .map(TcpRoute::destinations)
                .orElseGet(
                        () -> service.map(known -> HttpRoute.plain(known.host()).destinations())
                                .orElse(List.of()));
    }

    /** At a gateway the routes of all equally well fitting VirtualServices are joined, unconditional ones last. */
    private Finding findAtGateway(Request request, Origin origin, String host) {
        Set<String> through = gatewayServers.stream()
                .filter(server -> server.port() == origin.port() && server.obeyedBy(origin.labels()))
                .filter(server -> server.admits(host))
                .map(GatewayServer::gateway)
                .collect(Collectors.toSet());
        List<VirtualService> bound = virtualServices.stream()
                .filter(rule -> rule.gateways().stream().anyMatch(through::contains))
                .toList();
        int best = bound.stream().mapToInt(rule -> rule.fit(host)).max().orElse(-1);
        List<HttpRoute> routes = new ArrayList<>();
        bound.stream()
                .filter(rule -> best >= 0 && rule.fit(host) == best)
                .forEach(rule -> routes.addAll(rule.routes()));
        routes.sort(Comparator.comparing(HttpRoute::catchAll));
        return first(routes, request, origin, through);
    }

    private static Finding first(List<HttpRoute> routes, Request request, Origin origin, Set<String> through) {
        for (HttpRoute route : routes) {
            if (route.takes(request, origin, through)) {
                return new Finding.Route(new Found(route, route.uriOf(request, origin, through)));
            }
        }
        return new Finding.NoRoute();
    }

    /** A service by any name that a pod of that namespace may call it: short, with namespace, or in full. */
    Optional<KubeService> service(String host, String namespace) {
        for (String name : List.of(
                host,
                host + "." + namespace + ".svc.cluster.local",
                host + ".svc.cluster.local",
                host + ".cluster.local")) {
            KubeService found = services.get(name);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The service that an ExternalName stands for, if it is one of this cluster; else the service itself. */
    KubeService meant(KubeService service) {
        return services.getOrDefault(service.alias(), service);
    }

    /** The cluster that a destination means; empty if there is no such service, port or subset. */
    Optional<Cluster> cluster(Destination destination, Origin origin) {
        KubeService named = services.get(destination.host());
        if (named == null) {
            return Optional.empty();
        }
        KubeService service = meant(named);
        int port = service.portFor(destination.port(), origin.port());
        if (service.target(port).isEmpty()) {
            return Optional.empty();
        }
        return subsets.find(service, destination.subset(), port, origin.namespace())
                .map(found -> new Cluster(service, port, destination.subset(), found.labels(), found.policy()));
    }

    /** The service in whose name a pod is called: the one that the authority names, if several select it. */
    Optional<KubeService> serviceOf(Endpoint endpoint, String authority) {
        String asked = Authority.of(authority).host();
        List<KubeService> selecting = services.values().stream()
                .filter(service -> service.selects(endpoint))
                .sorted(Comparator.comparing(KubeService::name))
                .toList();
        return selecting.stream()
                .filter(service -> asked.equals(service.name())
                        || asked.startsWith(service.name() + ".")
                        || asked.equals(service.name() + "-shadow"))
                .findFirst()
                .or(() -> selecting.stream().findFirst());
    }
}
