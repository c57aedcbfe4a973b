package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A TraefikService of ours ({@code mirroring}), to which clones of the IngressRoutes' own routes lead. Percentages are whole and always
 * written, for none means 0. Bodies are copied up to 1 MiB; {@code mirrorBody: false} is never written, for copies of requests with a body
 * fail then.
 */
final class Traefik implements FrontRoutes {
    private static final int MOST_BYTES = 1 << 20;

    @Override
    public String name() {
        return "traefik";
    }

    @Override
    public Kind kind() {
        return Kind.INGRESS_ROUTE;
    }

    @Override
    public List<Kind> others() {
        return List.of(Kind.TRAEFIK_SERVICE, Kind.TRAEFIK_MIDDLEWARE);
    }

    @Override
    public List<Kind> abroad() {
        return List.of(Kind.INGRESS_ROUTE);
    }

    @Override
    public List<Manifest> routes(Fronts fronts, List<Manifest> objects) {
        return IngressRoute.of(fronts, objects).stream()
                .map(IngressRoute::manifest)
                .toList();
    }

    @Override
    public boolean isMirrored(Manifest route, Fronts fronts) {
        return new IngressRoute(route).isMirrored(fronts);
    }

    @Override
    public Manifest mirrored(Manifest route, Fronts fronts) {
        return new IngressRoute(route).mirrored(fronts).manifest();
    }

    @Override
    public Manifest bare(Manifest route, Fronts fronts) {
        return new IngressRoute(route).bare(fronts).manifest();
    }

    @Override
    public OptionalDouble share(Fronts fronts, List<Manifest> objects) {
        boolean open = routes(fronts, objects).stream().anyMatch(route -> isMirrored(route, fronts));
        return objects.stream()
                .filter(object -> open
                        && object.kind().equals(Kind.TRAEFIK_SERVICE)
                        && object.name().equals(fronts.darkName())
                        && Marks.ours(object))
                .flatMap(service -> service.maps("spec", "mirroring", "mirrors").stream())
                .flatMap(mirror -> Fields.number(mirror, "percent").stream())
                .mapToDouble(Number::doubleValue)
                .max();
    }

    @Override
    public Optional<String> obstacle(Fronts fronts, List<Manifest> objects) {
        return TraefikObstacles.of(fronts, objects);
    }

    @Override
    public List<String> warnings(Fronts fronts, List<Manifest> objects) {
        return List.of(
                FrontRoutes.COUNTED,
                "Traefik does not copy a request whose body is over 1 MiB, and holds the bodies of all others in memory.",
                "An entry point's own retries are not seen here; with a mirror they corrupt answers to real users (traefik/traefik#12988).");
    }

    /** The user's way to the service, and copies of it to the dark version. */
    @Override
    public Optional<Manifest> relay(Fronts fronts, List<Manifest> objects) {
        return IngressRoute.of(fronts, objects).stream()
                .flatMap(route -> route.rules().stream())
                .flatMap(rule -> rule.entry(fronts).stream())
                .findFirst()
                .map(entry -> relay(fronts, entry));
    }

    private static Manifest relay(Fronts fronts, Map<String, Object> entry) {
        Map<String, Object> mirror = new LinkedHashMap<>();
        mirror.put("name", fronts.darkName());
        Stream.of("port", "scheme").filter(entry::containsKey).forEach(word -> mirror.put(word, entry.get(word)));
        mirror.put("percent", (int) fronts.course().percent());
        Map<String, Object> mirroring = new LinkedHashMap<>(Fields.without(entry, "weight"));
        mirroring.put("maxBodySize", MOST_BYTES);
        mirroring.put("mirrors", List.of(mirror));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", fronts.darkName());
        metadata.put("namespace", fronts.course().namespace());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", "traefik.io/v1alpha1");
        tree.put("kind", "TraefikService");
        tree.put("metadata", metadata);
        tree.put("spec", Map.of("mirroring", mirroring));
        return Marks.mark(Manifest.of(tree), fronts.course().run());
    }
}
