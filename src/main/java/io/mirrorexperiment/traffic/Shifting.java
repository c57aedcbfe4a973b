package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Live traffic goes to the dark version, in steps or at once, and, until the old one is dropped, back. */
final class Shifting {
    private Shifting() {}

    private static final int ALL = 100;

    static Step make(Mesh mesh) {
        return lead(mesh, ALL);
    }

    /** So many per cent of the requests; at 0 no route is touched. */
    static Step lead(Mesh mesh, int percent) {
        return barred(mesh).<Step>map(Step.Barred::new).orElseGet(() -> {
            Subset promoted =
                    new Subset(PromotedSubset.name(mesh), mesh.course().darkLabels());
            return new Edits()
                    .rules(mesh.edited(), rule -> added(rule, promoted))
                    .routes(
                            percent == 0 ? List.of() : mesh.routes(),
                            route -> shifted(route, mesh.host(), promoted.name(), percent))
                    .step();
        });
    }

    /** Whether every entry that leads to the service gives so much to the promoted version. */
    static boolean leads(Mesh mesh, int percent) {
        List<Entry> leading = mesh.routes().stream()
                .flatMap(route -> route.entries().stream())
                .filter(entry -> entry.leadsTo(mesh.host()))
                .toList();
        return !leading.isEmpty()
                && !mesh.edited().isEmpty()
                && leading.stream()
                        .map(entry -> entry.legs().get(0))
                        .allMatch(first -> first.weight() == percent
                                && first.subset().equals(Optional.of(PromotedSubset.name(mesh))));
    }

    static Step undo(Mesh mesh) {
        Optional<VirtualService> unreadable = mesh.routes().stream()
                .filter(route -> isShifted(route) && Originals.of(route).isEmpty())
                .findFirst();
        if (unreadable.isPresent()) {
            return new Step.Barred(
                    "%s: its annotation %s cannot be read, so the destinations before the shift are unknown."
                            .formatted(unreadable.get().words(), Marks.BEFORE_SHIFT));
        }
        List<VirtualService> after = mesh.services().stream()
                .map(route -> restored(route, mesh.host()))
                .toList();
        return new Edits()
                .routes(mesh.routes(), route -> restored(route, mesh.host()))
                .rules(mesh.edited(), rule -> taken(rule, mesh.with(after)))
                .step();
    }

    static boolean isShifted(VirtualService route) {
        return route.manifest().annotation(Marks.BEFORE_SHIFT).isPresent();
    }

    /** An entry so much of whose requests goes to a subset; what was there shares the rest as before, if only at weight 0. */
    static Entry shifted(Entry entry, ServiceHost host, String subset, int percent) {
        return entry.carrying().stream()
                .filter(leg -> host.isMeantBy(leg.host(), entry.from()))
                .findFirst()
                .map(leg -> leg.withSubset(subset).weighing(percent))
                .map(leg -> entry.withLegs(Stream.concat(
                                Stream.of(leg), Shares.of(ALL - percent, entry.carrying(), others(entry, leg)).stream())
                        .toList()))
                .orElse(entry);
    }

    private static List<Leg> others(Entry entry, Leg promoted) {
        return entry.legs().stream()
                .filter(old -> !old.destination().equals(promoted.destination()))
                .toList();
    }

    private static Optional<String> barred(Mesh mesh) {
        List<VirtualService> routes = mesh.routes();
        return Tombstone.bars(routes, mesh.course().generation() + 1)
                .or(() -> first(routes, route -> !route.equals(Mirroring.bare(route, mesh.host())))
                        .map(route -> route.words() + " still mirrors; the mirror goes first."))
                .or(() -> first(routes, route -> route.entries().stream().anyMatch(entry -> entry.divides(mesh.host())))
                        .map(route -> route.words() + " divides requests between "
                                + mesh.host().service()
                                + " and other hosts; what share would be the new version's is not ours to say."))
                .or(() -> routes.stream()
                                .flatMap(route -> route.entries().stream())
                                .anyMatch(entry -> entry.leadsTo(mesh.host()))
                        ? Optional.empty()
                        : Optional.of("No VirtualService leads to %s any more."
                                .formatted(mesh.host().fullName())))
                .or(() -> mesh.edited().isEmpty()
                        ? Optional.of("There is no DestinationRule for %s any more."
                                .formatted(mesh.host().fullName()))
                        : Optional.empty());
    }

    private static Optional<VirtualService> first(
            List<VirtualService> routes, java.util.function.Predicate<VirtualService> test) {
        return routes.stream().filter(test).findFirst();
    }

    private static DestinationRule added(DestinationRule rule, Subset promoted) {
        return rule.subset(promoted.name()).isPresent()
                ? rule
                : rule.withSubset(promoted).with(object -> object.withAnnotation(Marks.ADDED_SUBSET, promoted.name()));
    }

    private static DestinationRule taken(DestinationRule rule, Mesh after) {
        return rule.manifest()
                .annotation(Marks.ADDED_SUBSET)
                .map(name -> (after.names(name) ? rule : rule.withoutSubset(name))
                        .with(object -> object.withoutAnnotation(Marks.ADDED_SUBSET)))
                .orElse(rule);
    }

    /** An entry that somebody has changed since an earlier step is left as it is. */
    private static VirtualService shifted(VirtualService route, ServiceHost host, String subset, int percent) {
        Optional<Originals> known = Originals.of(route);
        List<List<Leg>> originals = new ArrayList<>();
        VirtualService shifted = route.each(entry -> {
            Optional<Entry> before = isShifted(route)
                    ? known.flatMap(all -> all.take(entry, host)).map(entry::withLegs)
                    : Optional.of(entry);
            Entry after =
                    before.map(each -> shifted(each, host, subset, percent)).orElse(entry);
            before.filter(each -> !each.equals(after)).ifPresent(each -> originals.add(each.legs()));
            return after;
        });
        known.ifPresent(all -> originals.addAll(all.left()));
        return shifted.equals(route)
                ? route
                : shifted.with(object -> object.withAnnotation(Marks.BEFORE_SHIFT, Originals.write(originals)));
    }

    private static VirtualService restored(VirtualService route, ServiceHost host) {
        return Originals.of(route)
                .map(originals -> route.each(entry ->
                                originals.take(entry, host).map(entry::withLegs).orElse(entry))
                        .with(object -> object.withoutAnnotation(Marks.BEFORE_SHIFT)))
                .orElse(route);
    }
}
