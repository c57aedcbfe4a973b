package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Contour's HTTPProxies: a service of a route with {@code mirror: true}, whose {@code weight} is the percentage. Neither methods nor fractions
 * can be said there; both are refused. The weight is always written, for 0 and none mean all.
 */
final class Contour implements FrontRoutes {
    @Override
    public String name() {
        return "contour";
    }

    @Override
    public Kind kind() {
        return Kind.HTTP_PROXY;
    }

    @Override
    public List<Kind> others() {
        return List.of();
    }

    @Override
    public List<Kind> abroad() {
        return List.of();
    }

    @Override
    public List<Manifest> routes(Fronts fronts, List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals(Kind.HTTP_PROXY) && new Proxy(object).concerns(fronts))
                .toList();
    }

    @Override
    public boolean isMirrored(Manifest route, Fronts fronts) {
        return new Proxy(route).isMirrored(fronts);
    }

    @Override
    public Manifest mirrored(Manifest route, Fronts fronts) {
        return new Proxy(route).mirrored(fronts).manifest();
    }

    @Override
    public Manifest bare(Manifest route, Fronts fronts) {
        return new Proxy(route).bare(fronts).manifest();
    }

    @Override
    public OptionalDouble share(Fronts fronts, List<Manifest> objects) {
        return routes(fronts, objects).stream()
                .flatMap(proxy -> new Proxy(proxy).routes().stream())
                .flatMap(route -> Proxy.share(route, fronts).stream())
                .mapToDouble(Double::doubleValue)
                .max();
    }

    @Override
    public Optional<String> obstacle(Fronts fronts, List<Manifest> objects) {
        return ProxyObstacles.of(fronts, objects);
    }

    @Override
    public List<String> warnings(Fronts fronts, List<Manifest> objects) {
        return List.of(
                FrontRoutes.COUNTED,
                "Envoy does not copy a request whose body is over its buffer (1 MiB as shipped), and says so nowhere; the authority of copies ends with -shadow.");
    }
}
