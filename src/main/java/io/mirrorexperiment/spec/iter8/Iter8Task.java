package io.mirrorexperiment.spec.iter8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A task of an action; it is a task of a library or a script, never both.
 *
 * @param task of the library, as in {@code common/readiness}
 * @param script for bash
 * @param condition under which it is run
 * @param with its inputs: texts, numbers ({@code BigDecimal}), truth values, lists and maps by name
 */
public record Iter8Task(
        Optional<String> task, Optional<String> script, Optional<String> condition, Map<String, Object> with) {
    /** Copies; checks. */
    public Iter8Task {
        with = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(with));
        if (task.isPresent() == script.isPresent()) {
            throw new IllegalArgumentException("a task is one of a library or a script");
        }
    }
}
