package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy that a route asks for.
 *
 * @param percent of the requests, above 0
 */
record Mirror(Destination destination, double percent) {
    /** All mirrors of one {@code http[]} entry, in every dialect of the percentage; a percentage of 0 is no mirror. */
    static List<Mirror> list(JsonNode http, String namespace) {
        List<Mirror> all = new ArrayList<>();
        if (http.path("mirror").isObject()) {
            all.add(new Mirror(Destination.of(http.path("mirror"), namespace), percent(http)));
        }
        for (JsonNode entry : http.path("mirrors")) {
            if (entry.path("destination").isObject()) {
                double percent = valueOr100(entry.path("percentage"));
                all.add(new Mirror(Destination.of(entry.path("destination"), namespace), percent));
            }
        }
        return all.stream().filter(mirror -> mirror.percent() > 0).toList();
    }

    /** {@code mirrorPercentage} goes before the deprecated {@code mirrorPercent}; without both it is 100. */
    private static double percent(JsonNode http) {
        for (String name : List.of("mirrorPercentage", "mirror_percentage")) {
            if (http.path(name).isObject()) {
                return valueOr100(http.path(name));
            }
        }
        for (String name : List.of("mirrorPercent", "mirror_percent")) {
            if (http.path(name).isNumber()) {
                return http.path(name).asDouble();
            }
        }
        return 100;
    }

    /** A Percent without a value is 0, an absent one means all. */
    static double valueOr100(JsonNode percent) {
        return percent.isObject() ? percent.path("value").asDouble(0) : 100;
    }
}
