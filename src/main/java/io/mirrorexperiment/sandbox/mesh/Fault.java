package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * Istio's HTTPFaultInjection.
 *
 * @param abortStatus 0 for none
 */
record Fault(Duration delay, double delayPercent, int abortStatus, double abortPercent) {
    static final Fault NONE = new Fault(Duration.ZERO, 0, 0, 0);

    static Fault of(JsonNode node) {
        JsonNode delay = node.path("delay");
        JsonNode abort = node.path("abort");
        Duration fixed = GoDuration.parse(delay.path("fixedDelay").asText("")).orElse(Duration.ZERO);
        return new Fault(fixed, percent(delay), abort.path("httpStatus").asInt(0), percent(abort));
    }

    private static double percent(JsonNode part) {
        return part.path("percent").isNumber()
                ? part.path("percent").asDouble()
                : Mirror.valueOr100(part.path("percentage"));
    }
}
