package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is in the way of a mirror by the Gateway API, in sentences; routes are seen as if we had not been there. */
final class GatewayObstacles {
    private static final int MOST_RULES = 16;
    private static final int MOST_MATCHES = 64;

    /** A mirror of ours beside one of the user's. */
    private static final String BESIDE = "HTTPRouteRequestMultipleMirrors";

    private final GatewayMesh mesh;
    private final Methods methods;
    private final List<String> found = new ArrayList<>();

    private GatewayObstacles(GatewayMesh mesh) {
        this.mesh = mesh;
        this.methods = new Methods(mesh.course().methods());
    }

    static Optional<String> of(GatewayMesh mesh) {
        GatewayObstacles obstacles = new GatewayObstacles(mesh);
        obstacles.found.addAll(mesh.fronts().obstacles());
        obstacles.nothing();
        obstacles.otherKinds();
        if (!Share.canSay(mesh.course().percent())) {
            obstacles.found.add(
                    "%s %% has more decimals than a fraction of the Gateway API can say: set mirror.percent to a rounder one."
                            .formatted(mesh.course().percent()));
        }
        mesh.routes().forEach(obstacles::route);
        List<String> all = obstacles.found.stream().distinct().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" Also: ", all));
    }

    private void nothing() {
        String service = mesh.host().service();
        List<HttpRule> leading = mesh.routes().stream()
                .flatMap(route -> route.bare(mesh.fronts()).rules().stream())
                .filter(rule -> rule.leadsTo(mesh.host()))
                .toList();
        if (leading.isEmpty()) {
            found.add("No HTTPRoute that we may read leads to Service %s: name the service that they lead to."
                    .formatted(service));
        } else if (methods.limited()
                && leading.stream()
                        .allMatch(rule -> rule.limited(methods.allowed()).isEmpty())) {
            found.add("No rule that leads to %s takes any of the methods %s: set mirror.methods."
                    .formatted(service, methods.allowed()));
        }
    }

    private void otherKinds() {
        mesh.of(Kind.GRPC_ROUTE)
                .filter(route -> new GatewayRoute(route).rules().stream().anyMatch(rule -> rule.leadsTo(mesh.host())))
                .forEach(route -> found.add(
                        "%s leads gRPC requests to %s, which are not mirrored in this version: only HTTPRoutes are."
                                .formatted(route.address().words(), mesh.host().service())));
    }

    private void route(GatewayRoute route) {
        parents(route);
        List<HttpRule> rules = route.bare(mesh.fronts()).rules();
        for (int place = 0; place < rules.size(); place++) {
            rule(rules.get(place), route.words() + ", " + rules.get(place).words(place));
        }
        if (!route.manifest().namespace().equals(mesh.host().namespace())
                && !mesh.isGranted(route, mesh.fronts().darkName())) {
            found.add(
                    "%s is in another namespace than %s, and no ReferenceGrant lets it send to Service %s: let one name no Service, or that one."
                            .formatted(
                                    route.words(),
                                    mesh.host().service(),
                                    mesh.fronts().darkName()));
        }
        if (methods.limited()) {
            limits(route);
        }
    }

    private void parents(GatewayRoute route) {
        if (route.parents().stream()
                .anyMatch(parent -> !GatewayMesh.isGateway(parent) && !GatewayMesh.isService(parent))) {
            found.add(
                    "%s is bound to something else than a Gateway or a Service; what carries its requests, and whether that can mirror, is not known."
                            .formatted(route.words()));
        }
        boolean inMesh = route.parents().stream().anyMatch(GatewayMesh::isService);
        List<Manifest> gateways = mesh.gateways(route);
        if (gateways.isEmpty() && !inMesh) {
            found.add("%s is bound to no Gateway that we may read.".formatted(route.words()));
        }
        gateways.forEach(gateway -> mesh.classOf(gateway)
                .ifPresentOrElse(
                        known -> features(route, gateway.address().words(), known),
                        () -> found.add("GatewayClass %s of %s cannot be read, so what it can do is not known."
                                .formatted(
                                        gateway.text("spec", "gatewayClassName").orElse(""),
                                        gateway.address().words()))));
        if (inMesh) {
            meshes(route);
        }
    }

    private void meshes(GatewayRoute route) {
        List<String> meshes = GatewayMesh.meshes(route);
        if (meshes.isEmpty()) {
            found.add(
                    "%s is bound to a Service, and no mesh says that it carries the requests (status.parents): wait for it, or bind the route to a Gateway."
                            .formatted(route.words()));
        }
        meshes.forEach(controller -> mesh.classOf(controller)
                .ifPresentOrElse(
                        known -> features(route, "the mesh of " + route.words(), known),
                        () -> found.add(
                                "%s is carried by the mesh of %s, and no GatewayClass of it says that it is one and what it can do (status.supportedFeatures)."
                                        .formatted(route.words(), controller))));
    }

    private void features(GatewayRoute route, String of, Manifest known) {
        List<String> has = GatewayMesh.has(known);
        String lacking =
                wanted(route).stream().filter(feature -> !has.contains(feature)).collect(Collectors.joining(", "));
        if (has.isEmpty()) {
            found.add("%s of %s says nothing of what it can do (status.supportedFeatures): use a controller that does."
                    .formatted(known.address().words(), of));
        } else if (!lacking.isEmpty()) {
            found.add("%s of %s does not support %s.".formatted(known.address().words(), of, lacking)
                    + (lacking.contains("Percentage") ? " Set mirror.percent to 100." : "")
                    + (lacking.contains("Method") ? " Set mirror.methods to ['*']." : "")
                    + (lacking.contains(BESIDE) ? " Remove the mirror that the route has." : ""));
        }
    }

    private List<String> wanted(GatewayRoute route) {
        List<String> wanted = new ArrayList<>(List.of("HTTPRouteRequestMirror"));
        if (mesh.course().percent() < 100) {
            wanted.add("HTTPRouteRequestPercentageMirror");
        }
        if (methods.limited()) {
            wanted.add("HTTPRouteMethodMatching");
        }
        if (route.bare(mesh.fronts()).rules().stream().anyMatch(this::hasOther)) {
            wanted.add(BESIDE);
        }
        return wanted;
    }

    private void rule(HttpRule rule, String where) {
        if (rule.divides(mesh.host())) {
            found.add(
                    "%s divides its requests between %s and other backends, so copies would not stand for them: send them all to one."
                            .formatted(where, mesh.host().service()));
        }
        if (rule.leadsTo(mesh.host()) && rule.mirrorsTo(mesh.host())) {
            found.add(
                    "%s mirrors to Service %s itself (RequestMirror), whose copies nobody could tell from requests or from ours: remove that mirror."
                            .formatted(where, mesh.host().service()));
        }
    }

    private boolean hasOther(HttpRule rule) {
        return rule.leadsTo(mesh.host()) && rule.mirrors().findAny().isPresent();
    }

    /** A clone with a method goes before rules of the same path with headers or queries, which the Gateway API looks at after the method. */
    private void limits(GatewayRoute route) {
        GatewayRoute mirrored = route.mirrored(mesh.fronts(), mesh.host());
        int matches = mirrored.rules().stream()
                .mapToInt(rule -> rule.matches().size())
                .max()
                .orElse(0);
        if (mirrored.rules().size() > MOST_RULES || matches > MOST_MATCHES) {
            found.add(
                    "%s would have %d rules, of up to %d matches, with clones for the methods %s; the Gateway API takes %d, of %d: set mirror.methods to ['*'], or divide the route."
                            .formatted(
                                    route.words(),
                                    mirrored.rules().size(),
                                    matches,
                                    methods.allowed(),
                                    MOST_RULES,
                                    MOST_MATCHES));
        }
        List<HttpRule> cloned = route.bare(mesh.fronts()).rules().stream()
                .filter(rule -> rule.leadsTo(mesh.host()))
                .toList();
        mesh.all().stream()
                .filter(other -> sharesRequests(route, other))
                .filter(other -> other.bare(mesh.fronts()).rules().stream().anyMatch(rule -> cloned.stream()
                        .anyMatch(clone -> takesFrom(clone, rule, !other.equals(route)))))
                .forEach(other -> found.add(
                        "%s tells requests apart by headers, queries or methods at a path for which %s would get clones with the methods %s, and a clone could take them, since the Gateway API looks at methods first: set mirror.methods to ['*'], or give those rules paths of their own."
                                .formatted(other.words(), route.words(), methods.allowed())));
    }

    /** Whether the clone of a rule could take requests that another rule takes now; the clones of that one win its requests back. */
    private boolean takesFrom(HttpRule cloned, HttpRule other, boolean elsewhere) {
        List<Map<String, Object>> clones = cloned.free(methods.allowed());
        return !cloned.equals(other)
                && other.conditions().stream().anyMatch(match -> clones.stream()
                        .filter(clone -> path(match).equals(path(clone)))
                        .anyMatch(clone -> match.containsKey(HttpRule.METHOD)
                                ? (elsewhere || isNarrow(clone))
                                        && match.get(HttpRule.METHOD).equals(clone.get(HttpRule.METHOD))
                                : !other.leadsTo(mesh.host()) && (isNarrow(match) || !isNarrow(clone))));
    }

    private static boolean sharesRequests(GatewayRoute one, GatewayRoute other) {
        return one.hostnames().isEmpty()
                || other.hostnames().isEmpty()
                || one.hostnames().stream().anyMatch(other.hostnames()::contains)
                || one.hostnames().stream().anyMatch(name -> name.startsWith("*"))
                || other.hostnames().stream().anyMatch(name -> name.startsWith("*"));
    }

    private static boolean isNarrow(Map<String, Object> match) {
        return match.containsKey("headers") || match.containsKey("queryParams");
    }

    private static String path(Map<String, Object> match) {
        Map<String, Object> path = Fields.map(match, "path");
        return Fields.text(path, "type").orElse("PathPrefix") + " "
                + Fields.text(path, "value").orElse("/");
    }
}
