package io.mirrorexperiment.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Limits of a circuit breaker. */
final class BreakerFlags {
    @Option(names = "--max-connections", paramLabel = "N", description = "connections at a time, for each caller")
    Optional<Integer> connections = Optional.empty();

    @Option(names = "--max-pending", paramLabel = "N", description = "requests that may wait for a connection")
    Optional<Integer> pending = Optional.empty();

    @Option(names = "--max-requests", paramLabel = "N", description = "requests at a time")
    Optional<Integer> requests = Optional.empty();

    @Option(
            names = "--max-requests-per-connection",
            paramLabel = "N",
            description = "requests that a connection may carry in its life")
    Optional<Integer> perConnection = Optional.empty();

    @Option(names = "--max-retries", paramLabel = "N", description = "retries at a time")
    Optional<Integer> retries = Optional.empty();

    @Option(names = "--connect-timeout", paramLabel = "TIME", description = "time for a new connection, as in 2s")
    Optional<String> connectTimeout = Optional.empty();

    @Option(
            names = "--eject-after",
            paramLabel = "N",
            description = "leave an endpoint out after so many answers with status 5xx in a row")
    Optional<Integer> errors = Optional.empty();

    @Option(
            names = "--eject-after-gateway-errors",
            paramLabel = "N",
            description = "the same for status 502, 503 and 504 alone")
    Optional<Integer> gatewayErrors = Optional.empty();

    @Option(names = "--eject-for", paramLabel = "TIME", description = "leave it out so long at first, as in 30s")
    Optional<String> ejection = Optional.empty();

    @Option(names = "--eject-interval", paramLabel = "TIME", description = "look at endpoints so often, as in 10s")
    Optional<String> interval = Optional.empty();

    @Option(
            names = "--eject-at-most",
            paramLabel = "PERCENT",
            description = "leave out no more than so many percent of the endpoints at a time")
    Optional<Integer> maxPercent = Optional.empty();

    /** Adds what they say to the fields of a scenario. */
    void into(Map<String, Object> spec) {
        Map<String, Object> pool = new LinkedHashMap<>();
        put(pool, "connections", connections);
        put(pool, "pendingRequests", pending);
        put(pool, "requests", requests);
        put(pool, "requestsPerConnection", perConnection);
        put(pool, "retries", retries);
        put(pool, "connectTimeout", connectTimeout);
        Map<String, Object> outliers = new LinkedHashMap<>();
        put(outliers, "errors", errors);
        put(outliers, "gatewayErrors", gatewayErrors);
        put(outliers, "ejection", ejection);
        put(outliers, "interval", interval);
        put(outliers, "maxEjectionPercent", maxPercent);
        Map<String, Object> breaker = new LinkedHashMap<>();
        put(breaker, "pool", Optional.of(pool).filter(limits -> !limits.isEmpty()));
        put(breaker, "outliers", Optional.of(outliers).filter(limits -> !limits.isEmpty()));
        put(spec, "circuitBreaker", Optional.of(breaker).filter(limits -> !limits.isEmpty()));
    }

    private static void put(Map<String, Object> fields, String word, Optional<?> value) {
        value.ifPresent(there -> fields.put(word, there));
    }
}
