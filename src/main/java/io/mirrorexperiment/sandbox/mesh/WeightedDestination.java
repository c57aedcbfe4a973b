package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One entry of {@code http[].route}. */
record WeightedDestination(Destination destination, int weight, HeaderEdits headers) {
    /**
     * Reads a list as Istio does: a lone destination gets everything whatever its weight; among several, those of
     * weight 0 get nothing.
     */
    static List<WeightedDestination> list(JsonNode route, String namespace) {
        List<WeightedDestination> all = new ArrayList<>();
        for (JsonNode node : route) {
            int weight = route.size() == 1 ? 100 : node.path("weight").asInt(0);
            if (weight > 0) {
                all.add(new WeightedDestination(
                        Destination.of(node.path("destination"), namespace),
                        weight,
                        HeaderEdits.of(node.path("headers"))));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Chooses one by weight.
     *
     * @param chance from 0 to 1, without 1
     * @return empty if none has any weight
     */
    static Optional<WeightedDestination> choose(List<WeightedDestination> all, double chance) {
        double left =
                chance * all.stream().mapToInt(WeightedDestination::weight).sum();
        for (WeightedDestination one : all) {
            left -= one.weight();
            if (left < 0) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
