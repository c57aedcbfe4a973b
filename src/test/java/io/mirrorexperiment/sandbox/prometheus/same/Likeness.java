package io.mirrorexperiment.sandbox.prometheus.same;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.prometheus.same.Api.Got;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether two answers say the same. Numbers may differ by rounding (the order of a sum is not defined, and whether a sum of
 * nothing but minus zeros has a sign depends on the release); numbers that are equal, times, labels and everything else must be written alike, too.
 */
final class Likeness {
    /** Two sums of the same hundred numbers in different orders are closer than this. */
    private static final double ROUNDING = 1e-9;

    private static final int MOST_TEXT = 1500;

    private Likeness() {}

    /** What differs between two answers to one query; empty if they say the same. Order of the series does not count. */
    static Optional<String> difference(Got real, Got sandbox) {
        if (real.status() != sandbox.status() || !real.errorType().equals(sandbox.errorType())) {
            return differs(shortened(real.status() + " " + real.body()), sandbox.status() + " " + sandbox.body());
        }
        if (real.status() != 200) {
            return Optional.empty();
        }
        for (String remark : List.of("warnings", "infos")) {
            if (!real.json().path(remark).equals(sandbox.json().path(remark))) {
                return differs(real.json().path(remark), sandbox.json().path(remark));
            }
        }
        return real.type().equals(sandbox.type())
                ? results(real.result(), sandbox.result())
                : differs(real.type(), sandbox.type());
    }

    private static Optional<String> differs(Object real, Object sandbox) {
        return Optional.of("\nreal:    " + shortened(real) + "\nsandbox: " + shortened(sandbox) + "\n");
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() < MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
    }

    private static Optional<String> results(JsonNode real, JsonNode sandbox) {
        if (!real.path(0).isObject()) {
            boolean alike = real.isEmpty() ? sandbox.isArray() && sandbox.isEmpty() : points(real, sandbox);
            return alike ? Optional.empty() : differs(real, sandbox);
        }
        Map<String, JsonNode> expected = bySeries(real);
        Map<String, JsonNode> found = bySeries(sandbox);
        if (real.size() != sandbox.size() || !expected.keySet().equals(found.keySet())) {
            return differs(real.size() + " " + expected.keySet(), sandbox.size() + " " + found.keySet());
        }
        return expected.entrySet().stream()
                .flatMap(series -> difference(series.getValue(), found.get(series.getKey())))
                .findFirst();
    }

    private static Stream<String> difference(JsonNode real, @Nullable JsonNode sandbox) {
        boolean alike = sandbox != null && series(real, sandbox);
        return alike ? Stream.empty() : differs(real, String.valueOf(sandbox)).stream();
    }

    private static Map<String, JsonNode> bySeries(JsonNode result) {
        Map<String, JsonNode> bySeries = new TreeMap<>();
        result.forEach(series -> bySeries.put(series.path("metric").toString(), series));
        return bySeries;
    }

    private static boolean series(JsonNode real, JsonNode sandbox) {
        return real.has("value")
                ? points(real.path("value"), sandbox.path("value"))
                : lines(real.path("values"), sandbox.path("values"));
    }

    private static boolean lines(JsonNode real, JsonNode sandbox) {
        boolean alike = real.size() == sandbox.size();
        for (int i = 0; alike && i < real.size(); i++) {
            alike = points(real.path(i), sandbox.path(i));
        }
        return alike;
    }

    /** A pair of a time and a value as text. */
    private static boolean points(JsonNode real, JsonNode sandbox) {
        return real.path(0).asText().equals(sandbox.path(0).asText())
                && values(real.path(1).asText(), sandbox.path(1).asText());
    }

    private static boolean values(String real, String sandbox) {
        if (real.equals(sandbox)) {
            return true;
        }
        try {
            double expected = Double.parseDouble(real);
            double found = Double.parseDouble(sandbox);
            double size = Math.max(1, Math.max(Math.abs(expected), Math.abs(found)));
            return (expected != found || expected == 0) && Math.abs(expected - found) <= ROUNDING * size;
        } catch (NumberFormatException notNumbers) {
            return false;
        }
    }
}
