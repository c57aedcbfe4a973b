package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Label selectors in the form of a list request. Pure. */
final class Selector {
    private Selector() {}

    /** Every label must have its value; empty for no condition. */
    static String ofLabels(Map<String, String> labels) {
        List<String> terms = new ArrayList<>();
        new TreeMap<>(labels).forEach((key, value) -> terms.add(key + "=" + value));
        return String.join(",", terms);
    }

    /**
     * The selector of a workload ({@code matchLabels}, {@code matchExpressions}) or of a Service (plain labels); empty if it
     * selects nothing.
     */
    static Optional<String> ofWorkload(Manifest workload) {
        boolean structured = workload.at("spec", "selector", "matchLabels").isPresent()
                || workload.at("spec", "selector", "matchExpressions").isPresent();
        List<String> terms = new ArrayList<>();
        String labels = structured
                ? ofLabels(workload.texts("spec", "selector", "matchLabels"))
                : ofLabels(workload.texts("spec", "selector"));
        if (!labels.isEmpty()) {
            terms.add(labels);
        }
        workload.maps("spec", "selector", "matchExpressions").forEach(term -> terms.add(expression(term)));
        return terms.isEmpty() ? Optional.empty() : Optional.of(String.join(",", terms));
    }

    private static String expression(Map<String, Object> term) {
        String key = String.valueOf(term.get("key"));
        String operator = String.valueOf(term.get("operator"));
        return switch (operator) {
            case "In" -> key + " in (" + values(term) + ")";
            case "NotIn" -> key + " notin (" + values(term) + ")";
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            default -> throw new IllegalArgumentException("unknown operator '" + operator + "' in a label selector");
        };
    }

    private static String values(Map<String, Object> term) {
        return term.get("values") instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : "";
    }
}
