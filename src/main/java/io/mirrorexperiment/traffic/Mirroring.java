package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Copies of requests to the dark version. */
final class Mirroring {
    private Mirroring() {}

    static Step make(Mesh mesh) {
        return new Edits().routes(mesh.routes(), route -> mirrored(route, mesh)).step();
    }

    static Step undo(Mesh mesh) {
        return new Edits()
                .routes(
                        mesh.routes(),
                        route -> Tombstone.raise(
                                bare(route, mesh.host()), mesh.course().generation() + 1))
                .step();
    }

    /** A route as it is without us. */
    static VirtualService bare(VirtualService route, ServiceHost host) {
        return route.flat(entry -> entry.isClone(host) ? Stream.empty() : Stream.of(bare(entry, host)));
    }

    static VirtualService mirrored(VirtualService route, Mesh mesh) {
        VirtualService bare = bare(route, mesh.host());
        Methods methods = new Methods(mesh.course().methods());
        return methods.limited()
                ? withClones(bare, methods, mesh)
                : bare.each(entry -> entry.leadsTo(mesh.host()) ? mirrored(entry, mesh) : entry);
    }

    private static Entry bare(Entry entry, ServiceHost host) {
        return Copies.ours(entry, host) ? entry.without(Copies.MIRROR).without(Copies.PERCENTAGE) : entry;
    }

    private static VirtualService withClones(VirtualService route, Methods methods, Mesh mesh) {
        Set<String> names = new HashSet<>();
        route.entries().forEach(entry -> entry.name().ifPresent(names::add));
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : route.entries()) {
            List<Map<String, Object>> matches = methods.limit(entry);
            if (entry.leadsTo(mesh.host()) && !matches.isEmpty()) {
                entries.add(mirrored(clone(entry, matches, free(entry, names)), mesh));
            }
            entries.add(entry);
        }
        return route.withEntries(entries);
    }

    static Entry clone(Entry entry, List<Map<String, Object>> matches, String name) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put(Entry.MATCH, matches);
        entry.fields().forEach(fields::putIfAbsent);
        return new Entry(fields, entry.from());
    }

    static String free(Entry entry, Set<String> names) {
        String base = entry.name().map(name -> Marks.CLONE + "-" + name).orElse(Marks.CLONE);
        String name = base;
        for (int n = 2; !names.add(name); n++) {
            name = base + "-" + n;
        }
        return name;
    }

    private static Entry mirrored(Entry entry, Mesh mesh) {
        Map<String, Object> route = entry.carrying().get(0).destination();
        Map<String, Object> target = Fields.with(route, "subset", Marks.DARK);
        Map<String, Object> percentage = Map.of("value", number(mesh.course().percent()));
        return entry.with(Copies.MIRROR, target).with(Copies.PERCENTAGE, percentage);
    }

    /** A whole number as such: that is how a server gives it back. */
    static Number number(double percent) {
        return percent == Math.rint(percent) ? (Number) (int) percent : (Number) percent;
    }
}
