package io.mirrorexperiment.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A route entry that leads to a revision of a Knative Service: by the header that Knative's activator reads, by the host of the
 * revision's own Service, or by both.
 */
record RevisionEntry(Entry entry, String namespace) {
    private static final String HEADER = "knative-serving-revision";
    private static final String HEADERS = "headers";
    private static final String REQUEST = "request";
    private static final String DESTINATION = "destination";
    private static final List<String> EDITS = List.of("set", "add");

    /** Whether its requests are copies, told by the suffix of their authority. */
    boolean tellsCopies() {
        return entry.matches().stream().anyMatch(EntryObstacles::tellsCopies);
    }

    /** The revisions that its headers name. */
    Stream<String> revisions() {
        return Stream.concat(
                        Stream.of(entry.fields()), entry.carrying().stream().map(Leg::fields))
                .map(fields -> Fields.map(Fields.map(fields, HEADERS), REQUEST))
                .flatMap(edits -> EDITS.stream().map(edit -> Fields.map(edits, edit)))
                .flatMap(headers -> headers.entrySet().stream())
                .filter(header -> isHeader(header.getKey()))
                .map(header -> String.valueOf(header.getValue()));
    }

    /** Whether requests that it takes go to a revision. */
    boolean leadsTo(String revision) {
        return revisions().anyMatch(revision::equals)
                || entry.carrying().stream().anyMatch(leg -> isOf(leg.host(), revision));
    }

    /** The same entry, leading to another revision wherever it led to this one. */
    Entry led(String from, String to) {
        UnaryOperator<Map<String, Object>> headers = fields -> withHeaders(fields, from, to);
        Entry led = new Entry(headers.apply(entry.fields()), entry.from());
        return led.withLegs(led.legs().stream()
                .map(leg -> new Leg(headers.apply(hosted(leg, from, to))))
                .toList());
    }

    private Map<String, Object> hosted(Leg leg, String from, String to) {
        if (!isOf(leg.host(), from)) {
            return leg.fields();
        }
        Map<String, Object> destination =
                Fields.with(leg.destination(), "host", to + leg.host().substring(from.length()));
        return Fields.with(leg.fields(), DESTINATION, destination);
    }

    private boolean isOf(String host, String revision) {
        return new ServiceHost(namespace, revision).isMeantBy(host, entry.from());
    }

    private static Map<String, Object> withHeaders(Map<String, Object> fields, String from, String to) {
        Map<String, Object> request = Fields.map(Fields.map(fields, HEADERS), REQUEST);
        Map<String, Object> changed = request;
        for (String edit : EDITS) {
            Map<String, Object> before = Fields.map(changed, edit);
            Map<String, Object> after = renamed(before, from, to);
            changed = after.equals(before) ? changed : Fields.with(changed, edit, after);
        }
        return changed.equals(request)
                ? fields
                : Fields.with(fields, HEADERS, Fields.with(Fields.map(fields, HEADERS), REQUEST, changed));
    }

    private static Map<String, Object> renamed(Map<String, Object> headers, String from, String to) {
        Map<String, Object> renamed = new LinkedHashMap<>(headers);
        renamed.replaceAll((name, value) -> isHeader(name) && from.equals(value) ? to : value);
        return renamed;
    }

    private static boolean isHeader(String name) {
        return name.toLowerCase(Locale.ROOT).equals(HEADER);
    }
}
