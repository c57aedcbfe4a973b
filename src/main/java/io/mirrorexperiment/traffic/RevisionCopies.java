package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Copies of requests to the pods of a dark revision, by the private Service that Knative makes for each revision. There no header and no
 * host decides any more which revision a request is for.
 *
 * @param course percentage and methods
 * @param dark the revision that gets them
 */
record RevisionCopies(Course course, String dark) {
    /** Where Knative's Services listen. */
    static final int PORT = 80;

    private static final String PRIVATE = "-private";

    /** Whether an entry copies by our hand. */
    static boolean ours(Entry entry, String dark) {
        return entry.name().filter(RevisionCopies::isClone).isPresent()
                || Copies.of(entry).stream()
                        .anyMatch(copy -> !dark.isEmpty() && copy.host().startsWith(dark + PRIVATE + "."));
    }

    VirtualService mirrored(VirtualService route, Predicate<Entry> source) {
        VirtualService bare = bare(route);
        Methods methods = new Methods(course.methods());
        return methods.limited()
                ? withClones(bare, methods, source)
                : bare.each(entry -> source.test(entry) ? mirrored(entry) : entry);
    }

    /** A route as it is without us. */
    VirtualService bare(VirtualService route) {
        return route.flat(entry -> entry.name().filter(RevisionCopies::isClone).isPresent()
                ? Stream.empty()
                : Stream.of(ours(entry, dark) ? entry.without(Copies.MIRROR).without(Copies.PERCENTAGE) : entry));
    }

    private Entry mirrored(Entry entry) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("host", new ServiceHost(course.namespace(), dark + PRIVATE).fullName());
        target.put("port", Map.of("number", PORT));
        return entry.with(Copies.MIRROR, target)
                .with(Copies.PERCENTAGE, Map.of("value", Mirroring.number(course.percent())));
    }

    private VirtualService withClones(VirtualService route, Methods methods, Predicate<Entry> source) {
        Set<String> names = new HashSet<>();
        route.entries().forEach(entry -> entry.name().ifPresent(names::add));
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : route.entries()) {
            List<Map<String, Object>> matches = methods.limit(entry);
            if (source.test(entry) && !matches.isEmpty()) {
                entries.add(mirrored(Mirroring.clone(entry, matches, Mirroring.free(entry, names))));
            }
            entries.add(entry);
        }
        return route.withEntries(entries);
    }

    private static boolean isClone(String name) {
        return name.equals(Marks.CLONE) || name.startsWith(Marks.CLONE + "-");
    }
}
