package io.mirrorexperiment.metrics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A version as templates of metrics know it.
 *
 * @param name of the version
 * @param variables of the version; one called {@code name} takes the place of its name
 */
public record QueriedVersion(String name, Map<String, String> variables) {
    /** Copies. */
    public QueriedVersion {
        variables = Map.copyOf(variables);
    }

    /**
     * All values at a moment: the name, the variables, and the time since the beginning in whole seconds, at least one, as
     * {@code elapsedTime}, which no variable can change. Catalogues before 2021 wrote {@code interval}, with its unit.
     */
    public Map<String, String> values(Duration elapsed) {
        String seconds = Long.toString(Math.max(1, elapsed.toSeconds()));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("interval", seconds + "s");
        values.put("name", name);
        values.putAll(variables);
        values.put("elapsedTime", seconds);
        return Map.copyOf(values);
    }
}
