package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * When a pod is ejected: Istio's OutlierDetection.
 *
 * @param errors answers of 500 and more in a row, 0 for never
 * @param gatewayErrors answers of 502, 503 and 504 in a row, 0 for never
 * @param interval between two sweeps, at which ejected pods come back
 * @param time for which a pod is ejected, once as long for each time in a row
 * @param mostPercent of the cluster's pods that may be ejected at a time
 * @param leastHealthyPercent below which all pods are used, ejected or not
 */
record OutlierRule(
        int errors,
        int gatewayErrors,
        Duration interval,
        Duration time,
        double mostPercent,
        double leastHealthyPercent) {
    /** {@code consecutiveErrors} is the word of Istio before 1.5, which counted gateway errors only. */
    static OutlierRule of(JsonNode node) {
        boolean old = node.has("consecutiveErrors") && !node.has("consecutiveGatewayErrors");
        return new OutlierRule(
                node.path("consecutive5xxErrors").asInt(old ? 0 : 5),
                node.path(old ? "consecutiveErrors" : "consecutiveGatewayErrors")
                        .asInt(0),
                time(node.path("interval"), Duration.ofSeconds(10)),
                time(node.path("baseEjectionTime"), Duration.ofSeconds(30)),
                node.path("maxEjectionPercent").asInt(0) > 0
                        ? node.path("maxEjectionPercent").asInt()
                        : 10,
                node.path("minHealthPercent").asInt(0));
    }

    private static Duration time(JsonNode text, Duration otherwise) {
        return GoDuration.parse(text.asText("")).filter(time -> !time.isZero()).orElse(otherwise);
    }
}
