package io.mirrorexperiment.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Users' requests divided among live versions while a run lasts: right before each entry that leads to the service goes a copy of it with
 * weights. The user's entry stays as it is, so taking the division back is taking the copies out.
 */
final class Division {
    private Division() {}

    /** Among which versions, each with its subset, in the order of their names. */
    private static Map<Subset, Integer> shares(Mesh mesh) {
        Map<Subset, Integer> shares = new LinkedHashMap<>();
        new TreeMap<>(mesh.course().shares())
                .forEach((version, weight) ->
                        shares.put(new Subset(Marks.share(version), Map.of(Marks.VERSION, version)), weight));
        return shares;
    }

    static List<Subset> subsets(Mesh mesh) {
        return List.copyOf(shares(mesh).keySet());
    }

    /** What users' requests reach besides the live version once they are divided. */
    static List<Beside> besides(Mesh mesh) {
        return shares(mesh).entrySet().stream()
                .filter(share -> share.getValue() > 0
                        && share.getKey().excludes(mesh.course().liveLabels()))
                .map(Map.Entry::getKey)
                .map(subset -> new Beside(subset.name(), subset.labels(), "spec.shift"))
                .toList();
    }

    /** The sentence that refuses, if there is cause. */
    static Optional<String> refused(Mesh mesh) {
        if (mesh.course().shares().isEmpty()) {
            return Optional.empty();
        }
        List<Subset> subsets = subsets(mesh);
        return Besides.inRoutes(mesh).stream()
                .findFirst()
                .map(other ->
                        "%s leads live requests to subset '%s' already, so spec.shift cannot say what each version gets: leave one of the two out."
                                .formatted(other.where(), other.subset()))
                .or(() -> subsets.stream()
                        .filter(subset -> !subset.excludes(mesh.course().darkLabels()))
                        .findFirst()
                        .map(subset ->
                                "spec.shift leads users' requests to pods with %s, which the dark version %s may have, too: give it another version label."
                                        .formatted(
                                                subset.labels(),
                                                new TreeMap<>(mesh.course().darkLabels()))))
                .or(() -> subsets.stream()
                                        .filter(subset ->
                                                !subset.excludes(mesh.course().liveLabels()))
                                        .count()
                                == 1
                        ? Optional.empty()
                        : Optional.of(
                                "spec.shift must say what the live version %s gets, by the label version of its pods; it names %s."
                                        .formatted(
                                                new TreeMap<>(mesh.course().liveLabels()),
                                                new TreeMap<>(mesh.course().shares()).keySet())));
    }

    /** A pinned route, divided. One on which something else of a run stands already is divided as far as it shall be. */
    static VirtualService made(VirtualService route, Mesh mesh) {
        ServiceHost host = mesh.host();
        boolean later = Shifting.isShifted(route) || route.entries().stream().anyMatch(entry -> entry.isClone(host));
        if (mesh.course().shares().isEmpty() || later) {
            return route;
        }
        List<Entry> entries = without(route, host).entries();
        return route.withEntries(IntStream.range(0, entries.size())
                .boxed()
                .flatMap(place -> entries.get(place).leadsTo(host)
                        ? Stream.of(divided(entries.get(place), place, mesh), entries.get(place))
                        : Stream.of(entries.get(place)))
                .toList());
    }

    static VirtualService without(VirtualService route, ServiceHost host) {
        return route.flat(entry -> isOurs(entry, host) ? Stream.empty() : Stream.of(entry));
    }

    private static boolean isOurs(Entry entry, ServiceHost host) {
        return entry.mentions(host)
                && entry.name().filter(name -> name.startsWith(Marks.DIVISION)).isPresent();
    }

    private static Entry divided(Entry entry, int place, Mesh mesh) {
        Leg first = entry.carrying().get(0);
        List<Leg> legs = shares(mesh).entrySet().stream()
                .map(share -> first.withSubset(share.getKey().name()).weighing(share.getValue()))
                .collect(Collectors.toList());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", Marks.DIVISION + entry.name().orElse(String.valueOf(place)));
        entry.fields().forEach(fields::putIfAbsent);
        return new Entry(fields, entry.from()).withLegs(legs);
    }
}
