package io.mirrorexperiment.spec.iter8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version in an Iter8 experiment.
 *
 * @param name of the version; unique in the experiment
 * @param variables what templates of metrics and tasks may use
 * @param weight where its share of the traffic is kept, if it is said
 */
public record Iter8Version(String name, List<NamedValue> variables, Optional<WeightField> weight) {
    /** Copies. */
    public Iter8Version {
        variables = List.copyOf(variables);
    }

    /** The variables by name; of several of one name the last holds, as in Iter8. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach(variable -> values.put(variable.name(), variable.value()));
        return values;
    }

    /**
     * A field of a Kubernetes object.
     *
     * @param apiVersion of the object
     * @param kind of the object
     * @param namespace of the object
     * @param name of the object
     * @param fieldPath as in {@code .spec.traffic[1].percent}
     */
    public record WeightField(
            Optional<String> apiVersion,
            Optional<String> kind,
            Optional<String> namespace,
            Optional<String> name,
            Optional<String> fieldPath) {}
}
