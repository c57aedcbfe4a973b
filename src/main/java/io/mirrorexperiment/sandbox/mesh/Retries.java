package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Istio's HTTPRetry.
 *
 * @param attempts beyond the first
 * @param on Envoy's retry conditions, and status codes
 */
record Retries(int attempts, Optional<Duration> perTry, List<String> on) {
    /** What Istio does where a route says nothing: twice, where nothing reached the application. */
    static final Retries DEFAULT =
            new Retries(2, Optional.empty(), List.of("connect-failure", "refused-stream", "unavailable", "cancelled"));

    static Retries of(JsonNode node) {
        if (!node.isObject()) {
            return DEFAULT;
        }
        String on = node.path("retryOn").asText("");
        return new Retries(
                node.path("attempts").asInt(0),
                GoDuration.parse(node.path("perTryTimeout").asText("")),
                on.isEmpty() ? DEFAULT.on() : conditions(on));
    }

    private static List<String> conditions(String text) {
        List<String> all = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(text, ", ");
        while (words.hasMoreTokens()) {
            all.add(words.nextToken());
        }
        return List.copyOf(all);
    }

    /** Whether what came of a try calls for another one. */
    boolean again(Delivery delivery) {
        if (delivery instanceof Delivery.Answered answered) {
            return on(answered.answer().status());
        }
        if (delivery instanceof Delivery.Refused) {
            return on.contains("connect-failure") || on.contains("5xx") || on.contains("gateway-error");
        }
        return on.contains("reset") || on.contains("5xx") || on.contains("gateway-error");
    }

    private boolean on(int status) {
        return (status >= 500 && on.contains("5xx"))
                || (status >= 502 && status <= 504 && on.contains("gateway-error"))
                || on.contains(String.valueOf(status));
    }
}
