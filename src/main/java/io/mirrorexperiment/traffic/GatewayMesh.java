package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the objects of the Gateway API say about one service.
 *
 * @param course what is asked for
 * @param host the service
 * @param fronts the Services of its versions
 * @param all all HTTPRoutes that were read, by namespace and name
 * @param objects everything that was read
 */
record GatewayMesh(Course course, ServiceHost host, Fronts fronts, List<GatewayRoute> all, List<Manifest> objects) {
    private static final String ISTIO = "istio.io/gateway-controller";
    private static final List<String> ISTIO_HAS = List.of(
            "Mesh",
            "HTTPRouteMethodMatching",
            "HTTPRouteRequestMirror",
            "HTTPRouteRequestMultipleMirrors",
            "HTTPRouteRequestPercentageMirror");

    static GatewayMesh of(Course course, List<Manifest> objects) {
        return new GatewayMesh(
                course,
                ServiceHost.of(course),
                Fronts.of(course, objects),
                of(Kind.HTTP_ROUTE, objects).map(GatewayRoute::new).toList(),
                objects);
    }

    /** The routes that are edited. */
    List<GatewayRoute> routes() {
        return all.stream().filter(route -> route.concerns(fronts, host)).toList();
    }

    List<Manifest> manifests() {
        return routes().stream().map(GatewayRoute::manifest).toList();
    }

    Stream<Manifest> of(Kind kind) {
        return of(kind, objects);
    }

    private static Stream<Manifest> of(Kind kind, List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind))
                .sorted(Comparator.comparing(Manifest::namespace).thenComparing(Manifest::name));
    }

    /** The Gateways that a route is bound to, as far as they were read. */
    List<Manifest> gateways(GatewayRoute route) {
        return route.parents().stream()
                .filter(GatewayMesh::isGateway)
                .flatMap(parent -> of(Kind.GATEWAY)
                        .filter(gateway -> gateway.name()
                                        .equals(Fields.text(parent, "name").orElse(""))
                                && gateway.namespace()
                                        .equals(Fields.text(parent, "namespace")
                                                .orElse(route.manifest().namespace()))))
                .distinct()
                .toList();
    }

    static boolean isGateway(Map<String, Object> parent) {
        return Fields.text(parent, "kind").map("Gateway"::equals).orElse(true);
    }

    /** Whether a parent is a Service, so that a mesh carries the requests of those who call it. */
    static boolean isService(Map<String, Object> parent) {
        return Fields.text(parent, "kind").filter("Service"::equals).isPresent()
                && Fields.text(parent, "group").isEmpty();
    }

    /** The controllers of meshes that say of a route that they have accepted it for a Service. */
    static List<String> meshes(GatewayRoute route) {
        return route.manifest().maps("status", "parents").stream()
                .filter(parent -> isService(Fields.map(parent, "parentRef")))
                .filter(parent -> Fields.maps(parent, "conditions").stream()
                        .anyMatch(condition -> Optional.of("Accepted").equals(Fields.text(condition, "type"))
                                && Optional.of("True").equals(Fields.text(condition, "status"))))
                .flatMap(parent -> Fields.text(parent, "controllerName").stream())
                .distinct()
                .toList();
    }

    /** The class by which a mesh's controller says what it can do: a mesh has none of its own. */
    Optional<Manifest> classOf(String controller) {
        return of(Kind.GATEWAY_CLASS)
                .filter(any -> any.text("spec", "controllerName")
                                .filter(controller::equals)
                                .isPresent()
                        && has(any).contains("Mesh"))
                .findFirst();
    }

    /** What a class says that its controller can do; of Istio, whose classes say nothing (istio/istio#60452), what its conformance tests do. */
    static List<String> has(Manifest known) {
        List<String> said = known.maps("status", "supportedFeatures").stream()
                .flatMap(feature -> Fields.text(feature, "name").stream())
                .toList();
        return said.isEmpty() && isIstio(known) ? ISTIO_HAS : said;
    }

    private static boolean isIstio(Manifest known) {
        return known.text("spec", "controllerName").filter(ISTIO::equals).isPresent();
    }

    /** Whether what a class's controller can do is taken for granted, since the class says nothing. */
    static boolean isTaken(Manifest known) {
        return isIstio(known) && known.maps("status", "supportedFeatures").isEmpty();
    }

    Optional<Manifest> classOf(Manifest gateway) {
        return of(Kind.GATEWAY_CLASS)
                .filter(any -> gateway.text("spec", "gatewayClassName")
                        .filter(any.name()::equals)
                        .isPresent())
                .findFirst();
    }

    /** Whether a route of another namespace than the service's may send to a Service there. */
    boolean isGranted(GatewayRoute route, String service) {
        return of(Kind.REFERENCE_GRANT)
                .filter(grant -> grant.namespace().equals(host.namespace()))
                .anyMatch(grant -> grant.maps("spec", "from").stream()
                                .anyMatch(from -> Optional.of("HTTPRoute").equals(Fields.text(from, "kind"))
                                        && Optional.of(route.manifest().namespace())
                                                .equals(Fields.text(from, "namespace")))
                        && grant.maps("spec", "to").stream()
                                .anyMatch(to -> Optional.of("Service").equals(Fields.text(to, "kind"))
                                        && Fields.text(to, "name")
                                                .map(service::equals)
                                                .orElse(true)));
    }
}
