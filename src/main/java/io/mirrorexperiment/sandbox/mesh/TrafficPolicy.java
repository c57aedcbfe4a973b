package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** What a DestinationRule says of a cluster beyond its subsets: Istio's TrafficPolicy, as far as the sandbox obeys it. */
record TrafficPolicy(Limits limits, Optional<OutlierRule> outliers) {
    static final TrafficPolicy NONE = new TrafficPolicy(Limits.NONE, Optional.empty());

    /** The parts that are in force, each as a whole. */
    private record Parts(JsonNode pool, JsonNode outliers) {
        /** Of a subset's policy each part that is there counts alone; settings of the port take nothing over (pilot's MergeTrafficPolicy). */
        Parts under(JsonNode policy, int port) {
            for (JsonNode setting : policy.path("portLevelSettings")) {
                if (setting.path("port").path("number").asInt() == port) {
                    return new Parts(setting.path("connectionPool"), setting.path("outlierDetection"));
                }
            }
            return new Parts(
                    policy.has("connectionPool") ? policy.path("connectionPool") : pool,
                    policy.has("outlierDetection") ? policy.path("outlierDetection") : outliers);
        }
    }

    /**
     * The policy of one port.
     *
     * @param rule the {@code trafficPolicy} of the DestinationRule, or nothing
     * @param subset that of the subset, or nothing
     */
    static TrafficPolicy of(JsonNode rule, JsonNode subset, int port) {
        JsonNode nothing = MissingNode.getInstance();
        Parts parts = new Parts(nothing, nothing).under(rule, port).under(subset, port);
        return new TrafficPolicy(
                Limits.of(parts.pool()),
                parts.outliers().isObject() ? Optional.of(OutlierRule.of(parts.outliers())) : Optional.empty());
    }
}
