package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in the way on one route entry. */
final class EntryObstacles {
    private final Mesh mesh;
    private final ServiceHost host;
    private final Entry entry;
    private final String where;
    private final List<String> found = new ArrayList<>();

    private EntryObstacles(Mesh mesh, Entry entry, String where) {
        this.mesh = mesh;
        this.host = mesh.host();
        this.entry = entry;
        this.where = where;
    }

    static Stream<String> of(Mesh mesh, Entry entry, String where) {
        EntryObstacles obstacles = new EntryObstacles(mesh, entry, where);
        if (entry.leadsTo(mesh.host())) {
            obstacles.division();
            obstacles.mirror();
            obstacles.method();
            obstacles.legs();
        } else {
            obstacles.copies();
        }
        obstacles.suffix();
        return obstacles.found.stream();
    }

    private void division() {
        if (entry.divides(host)) {
            add(
                    "%s divides its requests between %s and other hosts, so copies would not stand for them: route them all to one host."
                            .formatted(where, host.service()));
        }
    }

    private void mirror() {
        List<String> words = Copies.wordsIn(entry);
        if (!words.isEmpty()) {
            add("%s has a mirror of its own (%s): adopt it with mirror: {via: existing}, or remove it."
                    .formatted(where, String.join(", ", words)));
        }
    }

    private void method() {
        Methods.unreadable(entry)
                .ifPresent(regex -> add(
                        "%s matches methods by '%s', which cannot be read as a regular expression: write it plainer."
                                .formatted(where, regex)));
    }

    private void legs() {
        entry.carrying().stream()
                .filter(leg -> host.isMeantBy(leg.host(), entry.from()))
                .forEach(leg -> leg.subset().ifPresent(subset -> leg(leg, subset)));
    }

    private void leg(Leg leg, String name) {
        List<Subset> definitions = mesh.definitions(name);
        if (definitions.isEmpty() && !name.equals(Marks.LIVE)) {
            add("%s leads to subset '%s' of %s, which no DestinationRule that we may read defines: define it."
                    .formatted(where, name, host.service()));
        }
        definitions.stream()
                .filter(subset -> !subset.excludes(mesh.course().darkLabels()))
                .findFirst()
                .ifPresent(subset -> add(
                        "%s already sends %d %% to the dark version: labels of subset %s do not exclude pods with %s. Set its weight to 0."
                                .formatted(
                                        where,
                                        share(leg),
                                        subset.words(),
                                        new TreeMap<>(mesh.course().darkLabels()))));
    }

    private long share(Leg leg) {
        long total = entry.carrying().stream().mapToLong(Leg::weight).sum();
        return entry.legs().size() == 1 ? 100 : Math.round(100.0 * leg.weight() / total);
    }

    private void copies() {
        Copies.of(entry).stream()
                .filter(copy -> copy.goesTo(host, entry.from()) && mayReachDark(copy.subset()))
                .forEach(copy -> add(
                        "%s sends copies of requests to another host to %s, where they may reach the dark version: remove that mirror."
                                .formatted(where, host.service())));
    }

    private boolean mayReachDark(Optional<String> subset) {
        return subset.map(name -> mesh.definitions(name).stream()
                        .anyMatch(found -> !found.excludes(mesh.course().darkLabels())))
                .orElse(true);
    }

    private void suffix() {
        if (entry.mentions(host) && entry.matches().stream().anyMatch(EntryObstacles::tellsCopies)) {
            add(
                    "%s tells copies from originals by an authority that ends in -shadow, so a mirror is already set up there: adopt it with mirror: {via: existing}, or remove that entry."
                            .formatted(where));
        }
    }

    /** Whether a match takes requests whose authority carries the suffix that Istio before 1.28 gives to copies. */
    static boolean tellsCopies(Map<String, Object> match) {
        Stream<Map<String, Object>> headers =
                Stream.of("host", "Host", ":authority").map(name -> Fields.map(Fields.map(match, "headers"), name));
        return Stream.concat(Stream.of(Fields.map(match, "authority")), headers)
                .flatMap(condition -> condition.values().stream())
                .anyMatch(value -> value instanceof String text && text.contains("-shadow"));
    }

    private void add(String sentence) {
        found.add(sentence);
    }
}
