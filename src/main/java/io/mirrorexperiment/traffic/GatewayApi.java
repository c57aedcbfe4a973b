package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The filter {@code RequestMirror} of the Gateway API's HTTPRoutes, for gateways whose class says that they can
 * ({@code status.supportedFeatures}). With a limit of methods rules are cloned; the conditions of clones are kept in an annotation, by which
 * they are found again.
 */
final class GatewayApi implements FrontRoutes {
    @Override
    public String name() {
        return "gateway-api";
    }

    @Override
    public Kind kind() {
        return Kind.HTTP_ROUTE;
    }

    @Override
    public List<Kind> others() {
        return List.of(Kind.GRPC_ROUTE, Kind.GATEWAY, Kind.GATEWAY_CLASS, Kind.REFERENCE_GRANT);
    }

    private static GatewayMesh mesh(Fronts fronts, List<Manifest> objects) {
        return GatewayMesh.of(fronts.course(), objects);
    }

    @Override
    public List<Kind> abroad() {
        return List.of(Kind.HTTP_ROUTE, Kind.GRPC_ROUTE);
    }

    @Override
    public List<Manifest> routes(Fronts fronts, List<Manifest> objects) {
        return mesh(fronts, objects).routes().stream()
                .map(GatewayRoute::manifest)
                .toList();
    }

    @Override
    public boolean isMirrored(Manifest route, Fronts fronts) {
        return new GatewayRoute(route).rules().stream().anyMatch(rule -> rule.isMirrored(fronts));
    }

    @Override
    public Manifest mirrored(Manifest route, Fronts fronts) {
        return new GatewayRoute(route)
                .mirrored(fronts, ServiceHost.of(fronts.course()))
                .manifest();
    }

    @Override
    public Manifest bare(Manifest route, Fronts fronts) {
        return new GatewayRoute(route).bare(fronts).manifest();
    }

    @Override
    public OptionalDouble share(Fronts fronts, List<Manifest> objects) {
        return mesh(fronts, objects).routes().stream()
                .flatMap(route -> route.rules().stream())
                .flatMap(rule -> rule.filters().stream().filter(filter -> HttpRule.isOurs(filter, fronts, rule.from())))
                .mapToDouble(filter -> Share.percent(Fields.map(filter, "requestMirror")))
                .max();
    }

    @Override
    public Optional<String> obstacle(Fronts fronts, List<Manifest> objects) {
        return GatewayObstacles.of(mesh(fronts, objects));
    }

    @Override
    public List<String> warnings(Fronts fronts, List<Manifest> objects) {
        return GatewayWarnings.of(mesh(fronts, objects));
    }
}
