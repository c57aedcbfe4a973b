package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The list {@code spec.traffic} of a Knative Service. Only percentages change, and entries that name a revision are added: tags and
 * fields that nobody here knows stay as they are.
 *
 * @param entries in the order of the manifest
 */
record Targets(List<Map<String, Object>> entries) {
    private static final String NAME = "revisionName";
    private static final String PERCENT = "percent";
    private static final String LATEST = "latestRevision";

    /** What a Service asks for; without a list all goes to the newest ready revision, as Knative's webhook fills in. */
    static Targets of(Manifest service) {
        List<Map<String, Object>> there = service.maps("spec", "traffic");
        return new Targets(there.isEmpty() ? List.of(Map.of(LATEST, true, PERCENT, 100)) : there);
    }

    /** Everything goes to one revision, by its name; whatever else is in the list stays there with 0 %. */
    Targets allTo(String revision) {
        Targets named = naming(revision);
        List<Map<String, Object>> moved = new ArrayList<>();
        boolean found = false;
        for (Map<String, Object> entry : named.entries) {
            boolean chosen = !found && isPlainly(entry, revision);
            found |= chosen;
            moved.add(chosen ? with(entry, 100) : percent(entry) > 0 ? with(entry, 0) : entry);
        }
        return new Targets(moved);
    }

    /** With an entry for a revision, at 0 % if there was none: what no entry names, Knative takes for unreachable. */
    Targets naming(String revision) {
        if (entries.stream().anyMatch(entry -> isPlainly(entry, revision))) {
            return this;
        }
        List<Map<String, Object>> more = new ArrayList<>(entries);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(NAME, revision);
        entry.put(PERCENT, 0);
        more.add(entry);
        return new Targets(more);
    }

    /** Without the entry that names a revision plainly, unless users get something by it. */
    Targets without(String revision) {
        return new Targets(entries.stream()
                .filter(entry -> !(isPlainly(entry, revision) && percent(entry) == 0))
                .toList());
    }

    /** A tag that stands for whichever revision is the newest. */
    Optional<String> newestTag() {
        return entries.stream()
                .filter(entry -> !entry.containsKey(NAME) && entry.get("tag") instanceof String)
                .map(entry -> String.valueOf(entry.get("tag")))
                .findFirst();
    }

    /** What a revision gets by its name, in percent. */
    long share(String revision) {
        return entries.stream()
                .filter(entry -> revision.equals(entry.get(NAME)))
                .mapToLong(Targets::percent)
                .sum();
    }

    /** Whether both mean the same: the webhook says of an entry with a name that it is not the newest revision. */
    boolean means(Targets other) {
        return plain(entries).equals(plain(other.entries));
    }

    Manifest in(Manifest service) {
        return service.with(entries, "spec", "traffic");
    }

    private static boolean isPlainly(Map<String, Object> entry, String revision) {
        return revision.equals(entry.get(NAME)) && !entry.containsKey("tag");
    }

    private static long percent(Map<String, Object> entry) {
        return entry.get(PERCENT) instanceof Number percent ? percent.longValue() : 0;
    }

    private static Map<String, Object> with(Map<String, Object> entry, int percent) {
        Map<String, Object> copy = new LinkedHashMap<>(entry);
        copy.put(PERCENT, percent);
        return copy;
    }

    private static List<Map<String, Object>> plain(List<Map<String, Object>> entries) {
        return entries.stream().map(Targets::plain).toList();
    }

    private static Map<String, Object> plain(Map<String, Object> entry) {
        Map<String, Object> plain = new LinkedHashMap<>(entry);
        Predicate<Object> implied = entry.containsKey(NAME) ? Boolean.FALSE::equals : Boolean.TRUE::equals;
        if (implied.test(entry.get(LATEST))) {
            plain.remove(LATEST);
        }
        plain.put(PERCENT, percent(entry));
        return plain;
    }
}
