package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A route that a run was given, such as an old rule that was converted. Where the service has none, ours is made after it; what it says of a
 * mirror is left to the run, which obeys its own percentage and methods.
 */
final class Given {
    private Given() {}

    static Optional<Manifest> rule(Mesh mesh) {
        return objects(mesh, Kind.DESTINATION_RULE).findFirst();
    }

    private static Stream<Manifest> objects(Mesh mesh, Kind kind) {
        return mesh.course().given().stream().filter(object -> object.kind().equals(kind) && isFor(mesh, object));
    }

    private static boolean isFor(Mesh mesh, Manifest object) {
        List<String> hosts = object.kind().equals(Kind.DESTINATION_RULE)
                ? object.text("spec", "host").stream().toList()
                : Fields.texts(object.map("spec"), "hosts");
        String from = object.namespace().isEmpty() ? mesh.host().namespace() : object.namespace();
        return hosts.stream().anyMatch(host -> mesh.host().isMeantBy(host, from));
    }

    /** The entries of the route that was given, without their mirrors and without names that are ours; none where nothing was given. */
    static List<Entry> entries(Mesh mesh) {
        return written(mesh)
                .map(entry -> entry.without(Copies.MIRROR).without(Copies.PERCENTAGE))
                .map(entry -> entry.isClone(mesh.host()) ? entry.without("name") : entry)
                .toList();
    }

    private static Stream<Entry> written(Mesh mesh) {
        return objects(mesh, Kind.VIRTUAL_SERVICE)
                .flatMap(route -> route.maps("spec", "http").stream())
                .map(fields -> new Entry(fields, mesh.host().namespace()));
    }

    /**
     * Our route with the entries that were given, if it still has the one that it was made with. So an edit of what was just read brings
     * them, and a late twin's create does not.
     */
    static VirtualService filled(VirtualService route, Mesh mesh) {
        List<Entry> given = entries(mesh);
        boolean fresh = mesh.isOurs(route.manifest())
                && Pinning.unpinned(route, mesh.host())
                        .entries()
                        .equals(OwnObjects.route(mesh).entries());
        return fresh && !given.isEmpty() ? route.withEntries(given) : route;
    }

    /** What is in the way of making the given route ours, in sentences; none where nothing was given, or it has been made. */
    static List<String> obstacles(Mesh mesh) {
        if (mesh.course().given().isEmpty() || mesh.own().isPresent()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        mesh.course().given().stream()
                .filter(object -> !isFor(mesh, object))
                .forEach(object -> found.add("%s of the rules that were given is not for %s: give those for it only."
                        .formatted(object.address().words(), mesh.host().service())));
        mesh.services().stream()
                .filter(route -> route.covers(mesh.host()))
                .forEach(route -> found.add(
                        "%s is a route for %s already, beside which the one that was given would have no effect: leave out one of the two."
                                .formatted(route.words(), mesh.host().service())));
        mesh.edited().stream()
                .filter(rule -> !mesh.isOurs(rule.manifest()))
                .forEach(rule -> found.add(
                        "%s is for %s already, so the subsets of the route that was given cannot be made: convert it and merge the two."
                                .formatted(rule.words(), mesh.host().service())));
        written(mesh).flatMap(entry -> strange(mesh, entry)).forEach(found::add);
        if (entries(mesh).stream().noneMatch(entry -> entry.leadsTo(mesh.host()))) {
            found.add("No entry of the route that was given leads to %s, so there is nothing to mirror."
                    .formatted(mesh.host().service()));
        }
        return found;
    }

    /** A mirror to another version than the dark one would be lost. */
    private static Stream<String> strange(Mesh mesh, Entry entry) {
        return Copies.of(entry).stream()
                .filter(copy -> !copy.goesTo(mesh.host(), entry.from())
                        || copy.subset()
                                .flatMap(name -> labels(mesh, name))
                                .filter(labels -> !labels.excludes(mesh.course().darkLabels()))
                                .isEmpty())
                .map(copy ->
                        "%s of the route that was given mirrors to %s, which is not the dark version: name that one, or take the mirror out."
                                .formatted(
                                        entry.words(0),
                                        copy.host()
                                                + copy.subset()
                                                        .map(name -> "/" + name)
                                                        .orElse("")));
    }

    private static Optional<Subset> labels(Mesh mesh, String name) {
        return rule(mesh).flatMap(rule -> new DestinationRule(rule).subset(name));
    }

    /** The objects as if ours had been made already, to find out what will be in the way. */
    static Mesh foreseen(Mesh mesh) {
        if (entries(mesh).isEmpty() || !mesh.needsOwn() || mesh.own().isPresent()) {
            return mesh;
        }
        List<DestinationRule> rules = new ArrayList<>(mesh.rules());
        OwnObjects.missingRule(mesh).ifPresent(rules::add);
        List<VirtualService> services = new ArrayList<>(mesh.services());
        services.add(filled(OwnObjects.route(mesh), mesh));
        return new Mesh(mesh.course(), mesh.host(), services, rules, mesh.service());
    }

    /** What a careful person would like to know. */
    static List<String> warnings(Mesh mesh) {
        boolean mirrors = written(mesh).anyMatch(entry -> !Copies.of(entry).isEmpty());
        return mirrors
                ? List.of("The mirror of the route that was given is left to this run, which copies %s %% of %s."
                        .formatted(
                                Mirroring.number(mesh.course().percent()),
                                mesh.course().methods()))
                : List.of();
    }
}
