package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is in the way on VirtualServices, seen as if we had not been there. */
final class RouteObstacles {
    private final Mesh mesh;
    private final ServiceHost host;
    private final Methods methods;

    private RouteObstacles(Mesh mesh) {
        this.mesh = mesh;
        this.host = mesh.host();
        this.methods = new Methods(mesh.course().methods());
    }

    static List<String> of(Mesh mesh) {
        RouteObstacles obstacles = new RouteObstacles(mesh);
        return Stream.of(
                        obstacles.nothingToMirror(),
                        obstacles.nameTaken(),
                        obstacles.opaque(),
                        obstacles.delegations(),
                        obstacles.entries())
                .flatMap(found -> found)
                .toList();
    }

    private Stream<String> nothingToMirror() {
        List<Entry> leading = mesh.services().stream()
                .flatMap(route -> Mirroring.bare(route, host).entries().stream())
                .filter(entry -> entry.leadsTo(host))
                .toList();
        if (mesh.needsOwn() || leading.stream().anyMatch(this::letsThrough)) {
            return Stream.empty();
        }
        return Stream.of(
                leading.isEmpty()
                        ? ("VirtualServices lead requests for %s away from it and none leads to it, so there is nothing to mirror:"
                                        + " name the service that they lead to.")
                                .formatted(host.service())
                        : "No route entry that leads to %s takes any of the methods %s: set mirror.methods."
                                .formatted(host.service(), methods.allowed()));
    }

    private boolean letsThrough(Entry entry) {
        return !methods.limited()
                || Methods.unreadable(entry).isPresent()
                || !methods.limit(entry).isEmpty();
    }

    private Stream<String> nameTaken() {
        return mesh.services().stream()
                .filter(route -> mesh.hasOurName(route.manifest()) && !mesh.isOurs(route.manifest()) && mesh.needsOwn())
                .map(route -> "%s has the name that ours would get, but was not made by us: rename or delete it."
                        .formatted(route.words()));
    }

    private Stream<String> opaque() {
        return mesh.services().stream()
                .filter(route -> route.opaqueLegs()
                        .anyMatch(leg ->
                                host.isMeantBy(leg.host(), route.manifest().namespace())))
                .map(route ->
                        "%s leads tcp or tls connections to %s; only HTTP can be mirrored, and only HTTP can be kept away from the dark version."
                                .formatted(route.words(), host.service()));
    }

    private Stream<String> delegations() {
        return mesh.routes().stream()
                .filter(route -> route.hosts().isEmpty())
                .flatMap(delegate -> mesh.services().stream()
                        .flatMap(root -> root.handingTo(delegate).flatMap(entry -> handing(root, entry, delegate))));
    }

    private Stream<String> handing(VirtualService root, Entry entry, VirtualService delegate) {
        List<String> found = new ArrayList<>();
        if (!Copies.wordsIn(entry).isEmpty()) {
            found.add(
                    "%s hands requests to %s and mirrors them (%s): remove that, or adopt it with mirror: {via: existing}."
                            .formatted(root.words(), delegate.words(), String.join(", ", Copies.wordsIn(entry))));
        }
        if (methods.limited() && entry.matches().stream().anyMatch(match -> hides(match, delegate))) {
            found.add(
                    "%s hands requests to %s under conditions (method, ignoreUriCase or sourceNamespace) with which Istio would drop an entry that is limited to %s: set mirror.methods to ['*'], or move the condition to the delegate."
                            .formatted(root.words(), delegate.words(), methods.allowed()));
        }
        return found.stream();
    }

    /** After {@code hasConflict} of Istio's pilot: a delegate's entry that conflicts with the root's match is ignored. */
    private boolean hides(Map<String, Object> match, VirtualService delegate) {
        boolean open = delegate.entries().stream()
                .anyMatch(entry -> entry.leadsTo(host) && entry.matches().isEmpty());
        return match.containsKey("method")
                || (open && (match.containsKey("ignoreUriCase") || match.containsKey("sourceNamespace")));
    }

    private Stream<String> entries() {
        return mesh.services().stream().flatMap(route -> {
            List<Entry> entries = Mirroring.bare(route, host).entries();
            return IntStream.range(0, entries.size())
                    .boxed()
                    .flatMap(place -> EntryObstacles.of(
                            mesh,
                            entries.get(place),
                            route.words() + ", " + entries.get(place).words(place)));
        });
    }
}
