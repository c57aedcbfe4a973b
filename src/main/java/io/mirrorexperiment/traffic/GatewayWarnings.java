package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a careful person would like to know of a mirror by the Gateway API; what differs from gateway to gateway is told by the class. */
final class GatewayWarnings {
    private static final String ENVOY = "gateway.envoyproxy.io/";
    private static final String ISTIO = "istio.io/";
    private static final String CONTOUR = "projectcontour.io/";
    private static final String NGINX = "gateway.nginx.org/";

    private GatewayWarnings() {}

    static List<String> of(GatewayMesh mesh) {
        List<String> warnings = new ArrayList<>();
        List<Manifest> classes = classes(mesh).toList();
        Set<String> controllers = new TreeSet<>();
        classes.forEach(known -> known.text("spec", "controllerName").ifPresent(controllers::add));
        controllers.forEach(controller -> known(controller).ifPresent(warnings::add));
        if (mesh.course().percent() < 100) {
            classes.stream()
                    .filter(GatewayMesh::isTaken)
                    .map(known ->
                            "%s says nothing of what it can do, as Istio's do; that it copies a percentage is taken for granted, and old releases copy everything (istio/istio#49999)."
                                    .formatted(known.address().words()))
                    .distinct()
                    .forEach(warnings::add);
        }
        unmirrored(mesh).ifPresent(warnings::add);
        return warnings;
    }

    private static Stream<Manifest> classes(GatewayMesh mesh) {
        return mesh.routes().stream()
                .flatMap(route -> Stream.concat(
                        mesh.gateways(route).stream().flatMap(gateway -> mesh.classOf(gateway).stream()),
                        GatewayMesh.meshes(route).stream().flatMap(controller -> mesh.classOf(controller).stream())));
    }

    private static Optional<String> known(String controller) {
        if (controller.startsWith(NGINX)) {
            return Optional.of(
                    "NGINX holds a client's connection until the copy is answered, so a slow dark version slows down keep-alive connections of users.");
        }
        if (controller.startsWith(ENVOY)) {
            return Optional.of(
                    "Envoy Gateway does not copy a request whose body is over its buffer (1 MiB as shipped), and says so nowhere; before 1.6 the authority of copies ends with -shadow, since 1.6 it does not.");
        }
        return controller.startsWith(ISTIO) || controller.startsWith(CONTOUR)
                ? Optional.of(
                        "Envoy does not copy a request whose body is over its buffer (1 MiB as shipped), and says so nowhere.")
                : Optional.of("Nothing is known here of gateways of " + controller + "; watch the live version.");
    }

    private static Optional<String> unmirrored(GatewayMesh mesh) {
        Methods methods = new Methods(mesh.course().methods());
        List<String> places = new ArrayList<>();
        for (GatewayRoute route : mesh.routes()) {
            List<HttpRule> rules = route.bare(mesh.fronts()).rules();
            for (int place = 0; place < rules.size(); place++) {
                HttpRule rule = rules.get(place);
                if (methods.limited()
                        && rule.leadsTo(mesh.host())
                        && rule.limited(methods.allowed()).isEmpty()) {
                    places.add(route.words() + ", " + rule.words(place));
                }
            }
        }
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of("%s takes none of the methods %s and is not mirrored."
                        .formatted(String.join(" and ", places), methods.allowed()));
    }
}
