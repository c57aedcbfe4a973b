package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Mirrors with a TraefikService of ours ({@code mirroring}), to which clones of the IngressRoutes' own routes lead.
 *
 * <p>Percentages are whole and always written, for none means 0. Bodies are copied up to 1 MiB; {@code mirrorBody: false} is never
 * written, for Traefik answers copies of requests with a body with 502 then. Versions are told apart as with the Gateway API.
 * Stateless, hence safe for use by several threads.
 */
public final class TraefikMirror implements TrafficMirror {
    private static final int MOST_BYTES = 1 << 20;

    @Override
    public String name() {
        return "traefik";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.SERVICE, Kind.TRAEFIK_SERVICE, Kind.INGRESS_ROUTE, Kind.TRAEFIK_MIDDLEWARE);
    }

    @Override
    public Survey survey(Course course, Optional<String> route, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        Optional<String> unknown = route.filter(name -> IngressRoute.of(fronts, objects).stream()
                        .noneMatch(each -> each.manifest().name().equals(name)))
                .map(name -> "No IngressRoute '%s' leads to %s.".formatted(name, course.service()));
        return unknown.or(() -> TraefikObstacles.of(fronts, objects))
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() -> new Survey.Possible(
                        addresses(fronts, objects), share(fronts, objects), warnings(course), false));
    }

    private static List<Address> addresses(Fronts fronts, List<Manifest> objects) {
        Course course = fronts.course();
        List<Address> addresses = new ArrayList<>();
        addresses.add(fronts.darkAddress());
        addresses.add(mirrorAddress(fronts));
        addresses.add(new Address(Kind.SERVICE, course.namespace(), course.service()));
        manifests(fronts, objects).forEach(route -> addresses.add(route.address()));
        return addresses;
    }

    private static Address mirrorAddress(Fronts fronts) {
        return new Address(Kind.TRAEFIK_SERVICE, fronts.course().namespace(), fronts.darkName());
    }

    private static List<String> warnings(Course course) {
        return List.of(
                "Service %s selects the live version only while the run lasts; requests that do not come through Traefik reach that one, and are not mirrored."
                        .formatted(course.service()),
                "Traefik does not copy a request whose body is over 1 MiB, and holds the bodies of all others in memory.",
                "An entry point's own retries are not seen here; with a mirror they corrupt answers to real users (traefik/traefik#12988).");
    }

    private static List<Manifest> manifests(Fronts fronts, List<Manifest> objects) {
        return IngressRoute.of(fronts, objects).stream().map(IngressRoute::manifest).toList();
    }

    private static Optional<Manifest> own(Fronts fronts, List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.address().equals(mirrorAddress(fronts)) && Marks.ours(object))
                .findFirst();
    }

    private static OptionalDouble share(Fronts fronts, List<Manifest> objects) {
        return mirroring(fronts, objects).isEmpty()
                ? OptionalDouble.empty()
                : own(fronts, objects).stream()
                        .flatMap(service -> service.maps("spec", "mirroring", "mirrors").stream())
                        .flatMap(mirror -> Fields.number(mirror, "percent").stream())
                        .mapToDouble(Number::doubleValue)
                        .max();
    }

    /** The user's way to the service, and copies of it to the dark version. */
    private static Optional<Manifest> made(Fronts fronts, List<Manifest> objects) {
        return IngressRoute.of(fronts, objects).stream()
                .flatMap(route -> route.rules().stream())
                .flatMap(rule -> rule.entry(fronts).stream())
                .findFirst()
                .map(entry -> {
                    Map<String, Object> mirror = new LinkedHashMap<>();
                    mirror.put("name", fronts.darkName());
                    for (String word : List.of("port", "scheme")) {
                        if (entry.containsKey(word)) {
                            mirror.put(word, entry.get(word));
                        }
                    }
                    mirror.put("percent", (int) fronts.course().percent());
                    Map<String, Object> mirroring = new LinkedHashMap<>(Fields.without(entry, "weight"));
                    mirroring.put("maxBodySize", MOST_BYTES);
                    mirroring.put("mirrors", List.of(mirror));
                    return object(fronts, mirroring);
                });
    }

    private static Manifest object(Fronts fronts, Map<String, Object> mirroring) {
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

    @Override
    public Step prepare(Course course, List<Manifest> objects) {
        return opening(course, objects, fronts -> {
            if (!(FrontSteps.prepare(fronts) instanceof Step.Changes first)) {
                return FrontSteps.prepare(fronts);
            }
            List<Change> changes = new ArrayList<>(first.changes());
            if (own(fronts, objects).isEmpty()) {
                made(fronts, objects).ifPresent(made -> changes.add(new Change.Create(made)));
            }
            return new Step.Changes(changes);
        });
    }

    @Override
    public Step pin(Course course, List<Manifest> objects) {
        return opening(course, objects, FrontSteps::pin);
    }

    @Override
    public Step mirror(Course course, List<Manifest> objects) {
        return opening(course, objects, fronts -> FrontSteps.lacking(fronts, true)
                .or(() -> own(fronts, objects).isPresent()
                        ? Optional.empty()
                        : Optional.of(mirrorAddress(fronts).words()
                                + " is not there: not yet, or somebody has deleted it."))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> edited(fronts, objects, route -> route.mirrored(fronts))));
    }

    @Override
    public Step unmirror(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return edited(
                fronts,
                objects,
                route -> new IngressRoute(
                        Tombstone.raise(route.bare(fronts).manifest(), course.generation() + 1)));
    }

    @Override
    public Step unpin(Course course, List<Manifest> objects) {
        return FrontSteps.unpin(Fronts.of(course, objects));
    }

    @Override
    public Step clear(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        Optional<String> named = mirroring(fronts, objects);
        Optional<Manifest> own = own(fronts, objects);
        if (own.isPresent() && named.isPresent()) {
            return new Step.Barred(named.get() + " still leads to " + fronts.darkName() + "; unmirror first.");
        }
        if (!(FrontSteps.clear(fronts, named) instanceof Step.Changes rest)) {
            return FrontSteps.clear(fronts, named);
        }
        List<Change> changes = new ArrayList<>();
        own.ifPresent(service -> changes.add(new Change.Delete(service)));
        changes.addAll(rest.changes());
        return new Step.Changes(changes);
    }

    private static Optional<String> mirroring(Fronts fronts, List<Manifest> objects) {
        return IngressRoute.of(fronts, objects).stream()
                .filter(route -> route.isMirrored(fronts))
                .map(IngressRoute::words)
                .findFirst();
    }

    @Override
    public Step shift(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return Tombstone.barsOf(manifests(fronts, objects), course.generation() + 1)
                .or(() -> mirroring(fronts, objects).map(words -> words + " still mirrors; the mirror goes first."))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> FrontSteps.shift(fronts));
    }

    @Override
    public Step shiftBack(Course course, List<Manifest> objects) {
        return FrontSteps.shiftBack(Fronts.of(course, objects));
    }

    @Override
    public Step dropOld(Course course, List<Manifest> objects) {
        return FrontSteps.dropOld(Fronts.of(course, objects));
    }

    @Override
    public long generation(Course course, List<Manifest> objects) {
        return Tombstone.highestOf(manifests(Fronts.of(course, objects), objects));
    }

    @Override
    public boolean mirrors(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return share(fronts, objects).equals(OptionalDouble.of(course.percent()))
                && IngressRoute.of(fronts, objects).stream().allMatch(route -> route.equals(route.mirrored(fronts)));
    }

    private static Step edited(Fronts fronts, List<Manifest> objects, UnaryOperator<IngressRoute> edit) {
        Edits edits = new Edits();
        IngressRoute.of(fronts, objects)
                .forEach(route -> edits.update(
                        route.manifest(), edit.apply(route).manifest()));
        return edits.step();
    }

    /** Steps towards a mirror: not for a closed route, and not where something has come into the way. */
    private static Step opening(Course course, List<Manifest> objects, Function<Fronts, Step> step) {
        Fronts fronts = Fronts.of(course, objects);
        return Tombstone.barsOf(manifests(fronts, objects), course.generation())
                .or(() -> TraefikObstacles.of(fronts, objects))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> step.apply(fronts));
    }
}
