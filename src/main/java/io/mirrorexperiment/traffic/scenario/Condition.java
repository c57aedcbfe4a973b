package io.mirrorexperiment.traffic.scenario;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a request must be like; all that is named must hold.
 *
 * @param uri its path
 * @param method its method
 * @param authority the host that it asks for
 * @param headers its headers, by name in lower case
 * @param queries its query parameters, by name
 * @param sourceLabels labels of the pod that sends it
 */
public record Condition(
        Optional<Match> uri,
        Optional<Match> method,
        Optional<Match> authority,
        Map<String, Match> headers,
        Map<String, Match> queries,
        Map<String, String> sourceLabels) {
    /** Every request meets it. */
    public static final Condition ANY =
            new Condition(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Map.of(), Map.of());

    /** Copies and checks. */
    public Condition {
        headers = sorted(headers);
        queries = sorted(queries);
        sourceLabels = sorted(sourceLabels);
        for (String name : headers.keySet()) {
            if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]+")) {
                throw new IllegalArgumentException("'" + name + "' is no name of a header in lower case");
            }
        }
    }

    /** A header that says exactly this. */
    public static Condition header(String name, String value) {
        return new Condition(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(name, Match.exact(value)),
                Map.of(),
                Map.of());
    }

    /** A path. */
    public static Condition uri(Match path) {
        return new Condition(Optional.of(path), Optional.empty(), Optional.empty(), Map.of(), Map.of(), Map.of());
    }

    /** A sender. */
    public static Condition from(Map<String, String> labels) {
        return new Condition(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Map.of(), labels);
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
