package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the objects say about the service of a scenario in the words of the Gateway API.
 *
 * @param host the service
 * @param routes all HTTPRoutes that were read, by namespace and name
 * @param services the Services of its namespace
 */
record GatewayScenarioMesh(ServiceHost host, List<HttpRoute> routes, VersionServices services) {
    static GatewayScenarioMesh of(Target target, List<Manifest> objects) {
        ServiceHost host = new ServiceHost(target.namespace(), target.service());
        List<HttpRoute> routes = objects.stream()
                .filter(object -> object.kind().equals(HttpRoute.KIND))
                .sorted(Comparator.comparing(Manifest::namespace).thenComparing(Manifest::name))
                .map(HttpRoute::new)
                .toList();
        return new GatewayScenarioMesh(host, routes, new VersionServices(host, objects));
    }

    /** Routes of the user that lead to the service. */
    List<HttpRoute> users() {
        return routes.stream()
                .filter(route -> !isOwn(route) && route.leadsTo(host))
                .toList();
    }

    /** The route that we made. */
    Optional<HttpRoute> own() {
        return routes.stream().filter(this::isOwn).findFirst();
    }

    HttpRouteScenario route(Scenario scenario) {
        return new HttpRouteScenario(host, services, scenario);
    }

    /** Rules of ours that somebody else has written to. */
    Stream<String> changed() {
        return routes.stream().flatMap(route -> HttpRouteScenario.changed(route, host).stream());
    }

    private boolean isOwn(HttpRoute route) {
        return ScenarioMarks.made(route.manifest())
                && route.manifest().namespace().equals(host.namespace())
                && route.manifest().name().equals(ScenarioMarks.nameFor(host.service()));
    }
}
