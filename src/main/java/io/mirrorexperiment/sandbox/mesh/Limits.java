package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How much a proxy sends to one cluster at a time: Istio's ConnectionPoolSettings, Envoy's circuit breakers. What is not
 * said has no limit, as istiod has it.
 *
 * @param connections to all pods together
 * @param pending requests that wait for a connection
 * @param requests under way
 * @param retries under way
 * @param perConnection requests after which a connection is closed, 0 for any number
 */
record Limits(int connections, int pending, int requests, int retries, int perConnection) {
    private static final int ANY = Integer.MAX_VALUE;

    static final Limits NONE = new Limits(ANY, ANY, ANY, ANY, 0);

    static Limits of(JsonNode pool) {
        JsonNode http = pool.path("http");
        return new Limits(
                limit(pool.path("tcp").path("maxConnections")),
                limit(http.path("http1MaxPendingRequests")),
                limit(http.path("http2MaxRequests")),
                limit(http.path("maxRetries")),
                http.path("maxRequestsPerConnection").asInt(0));
    }

    /** A zero is what protobuf makes of nothing. */
    private static int limit(JsonNode number) {
        return number.asInt(0) > 0 ? number.asInt() : ANY;
    }
}
