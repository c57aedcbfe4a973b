package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in the way of a mirror by Traefik, in sentences; routes are seen as if we had not been there. */
final class TraefikObstacles {
    private static final int DEEPEST = 8;

    private final Fronts fronts;
    private final List<Manifest> objects;
    private final List<String> found = new ArrayList<>();

    private TraefikObstacles(Fronts fronts, List<Manifest> objects) {
        this.fronts = fronts;
        this.objects = objects;
    }

    static Optional<String> of(Fronts fronts, List<Manifest> objects) {
        TraefikObstacles obstacles = new TraefikObstacles(fronts, objects);
        obstacles.found.addAll(fronts.obstacles());
        obstacles.asked();
        obstacles.routes();
        List<String> all = obstacles.found.stream().distinct().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" Also: ", all));
    }

    private void asked() {
        double percent = fronts.course().percent();
        if (percent != Math.rint(percent)) {
            found.add("Traefik copies a whole percentage, not %s: set mirror.percent.".formatted(percent));
        }
        objects.stream()
                .filter(object -> object.kind().equals(Kind.TRAEFIK_SERVICE)
                        && object.name().equals(fronts.darkName())
                        && object.namespace().equals(fronts.course().namespace())
                        && !Marks.ours(object))
                .forEach(object ->
                        found.add("%s has the name that ours would get, but was not made by us: rename or delete it."
                                .formatted(object.address().words())));
    }

    private void routes() {
        List<IngressRoute> routes = IngressRoute.of(fronts, objects);
        if (routes.isEmpty()) {
            found.add("No IngressRoute of namespace %s leads to Service %s: name the service that they lead to."
                    .formatted(fronts.course().namespace(), fronts.course().service()));
        }
        long ways = routes.stream()
                .flatMap(route -> route.rules().stream())
                .flatMap(rule -> rule.entry(fronts).stream())
                .distinct()
                .count();
        if (ways > 1) {
            found.add(
                    "IngressRoutes reach Service %s in %d ways (port, scheme, stickiness, …), and one TraefikService has one: make them alike."
                            .formatted(fronts.course().service(), ways));
        }
        routes.forEach(this::route);
        IngressRoute.all(objects).stream()
                .filter(route ->
                        !route.manifest().namespace().equals(fronts.course().namespace())
                                && route.rules().stream()
                                        .flatMap(rule -> rule.services().stream())
                                        .anyMatch(this::isMeant))
                .forEach(route -> found.add(
                        "%s leads to %s from another namespace, where our TraefikService is not: only routes of the service's own are mirrored."
                                .formatted(route.words(), fronts.course().service())));
    }

    private boolean isMeant(Map<String, Object> entry) {
        return Optional.of(fronts.course().service()).equals(Fields.text(entry, "name"))
                && Optional.of(fronts.course().namespace()).equals(Fields.text(entry, "namespace"));
    }

    private void route(IngressRoute route) {
        List<IngressRule> rules = route.bare(fronts).rules();
        for (int place = 0; place < rules.size(); place++) {
            IngressRule rule = rules.get(place);
            if (rule.leadsTo(fronts)) {
                rule(route, rule, route.words() + ", routes[" + place + "]");
            }
        }
    }

    private void rule(IngressRoute route, IngressRule rule, String where) {
        if (rule.divides()) {
            found.add(
                    "%s divides its requests between %s and other services, so copies would not stand for them: send them all to one."
                            .formatted(where, fronts.course().service()));
        }
        rule.middlewares().forEach(named -> middleware(named, route.manifest().namespace(), where, 0));
        IngressRoute.all(objects).stream()
                .filter(other -> other.bare(fronts).rules().stream()
                        .anyMatch(each -> !each.leadsTo(fronts) && each.priority() == rule.priority() + 1))
                .forEach(other -> found.add(
                        "%s has priority %d, and so would the clone of %s: give one of the two another priority."
                                .formatted(other.words(), rule.priority() + 1, where)));
    }

    /** With a mirror Traefik's Retry corrupts the answers of real users: traefik/traefik#12988. */
    private void middleware(Map<String, Object> named, String from, String where, int depth) {
        String name = Fields.text(named, "name").orElse("");
        String namespace = Fields.text(named, "namespace").orElse(from);
        Optional<Manifest> there = objects.stream()
                .filter(object -> object.kind().equals(Kind.TRAEFIK_MIDDLEWARE)
                        && object.name().equals(name)
                        && object.namespace().equals(namespace))
                .findFirst();
        if (there.isEmpty() || depth > DEEPEST) {
            found.add(
                    "%s uses the middleware %s, which cannot be read: whether it retries, which a mirror does not stand, is not known."
                            .formatted(where, name));
            return;
        }
        if (there.get().at("spec", "retry").isPresent()) {
            found.add(
                    "%s retries (%s), and together with a mirror Traefik then corrupts answers to real users (traefik/traefik#12988): take the middleware out."
                            .formatted(where, there.get().address().words()));
        }
        there.get().maps("spec", "chain", "middlewares").forEach(next -> middleware(next, namespace, where, depth + 1));
    }
}
