package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;

/**
 * A label selector. One without any condition picks nothing here: what would pick every pod of a namespace is taken for none.
 *
 * @param labels that must be there with these values
 * @param expressions further conditions as Kubernetes has them; an unknown operator picks nothing
 */
record Selector(Map<String, String> labels, List<Map<String, Object>> expressions) {
    /** The selector of a workload, a PodDisruptionBudget or the like. */
    static Selector of(Manifest object) {
        return new Selector(
                object.texts("spec", "selector", "matchLabels"), object.maps("spec", "selector", "matchExpressions"));
    }

    /** The selector of a Service. */
    static Selector ofService(Manifest service) {
        return new Selector(service.texts("spec", "selector"), List.of());
    }

    boolean isEmpty() {
        return labels.isEmpty() && expressions.isEmpty();
    }

    boolean matches(Map<String, String> pod) {
        return !isEmpty()
                && pod.entrySet().containsAll(labels.entrySet())
                && expressions.stream().allMatch(expression -> holds(expression, pod));
    }

    /** The conditions on labels as kubectl takes them, as in {@code app=reviews,version=v1}. */
    String words() {
        return Labels.words(labels);
    }

    private static boolean holds(Map<String, Object> expression, Map<String, String> pod) {
        String key = String.valueOf(expression.get("key"));
        boolean there = pod.containsKey(key);
        boolean listed = there && expression.get("values") instanceof List<?> values && values.contains(pod.get(key));
        return switch (String.valueOf(expression.get("operator"))) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> there;
            case "DoesNotExist" -> !there;
            default -> false;
        };
    }
}
