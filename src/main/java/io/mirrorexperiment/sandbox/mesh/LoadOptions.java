package io.mirrorexperiment.sandbox.mesh;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a load generator sends.
 *
 * @param to the door it knocks at: the gateway, a client's sidecar, or a pod itself
 * @param authority the Host header, as {@code reviews:9080}
 * @param path with its query, if any
 * @param methods each with its weight in the mix
 * @param headers sent with each request
 * @param bodySize bytes of the body, for methods other than GET and HEAD
 * @param qps requests per second at the start, above 0
 * @param spacing how they are spread over time
 * @param seed of spacing and mix
 * @param atOnce most requests under way; what is due beyond that is not sent, but counted as shed
 * @param timeout after which a request counts as failed
 */
public record LoadOptions(
        URI to,
        String authority,
        String path,
        Map<String, Integer> methods,
        Map<String, String> headers,
        int bodySize,
        double qps,
        Spacing spacing,
        long seed,
        int atOnce,
        Duration timeout) {

    /** How requests are spread over time. */
    public enum Spacing {
        /** The same time between any two. */
        UNIFORM,
        /** As independent users come: exponentially distributed times. */
        POISSON
    }

    /** Checks the ranges. */
    public LoadOptions {
        LoadOptions.positive(qps);
        if (methods.values().stream().anyMatch(weight -> weight < 0)
                || methods.values().stream().mapToInt(Integer::intValue).sum() < 1) {
            throw new IllegalArgumentException("A mix of methods needs a weight above 0, but is " + methods);
        }
        if (bodySize < 0 || atOnce < 1) {
            throw new IllegalArgumentException(
                    "bodySize must be 0 or more and atOnce 1 or more, but are " + bodySize + " and " + atOnce);
        }
        methods = new LinkedHashMap<>(methods);
        headers = Map.copyOf(headers);
    }

    /** 5 GETs a second, evenly spaced, at most 200 at once. */
    public static LoadOptions of(URI to, String authority, String path) {
        return new LoadOptions(
                to, authority, path, Map.of("GET", 1), Map.of(), 0, 5, Spacing.UNIFORM, 1, 200, Duration.ofSeconds(10));
    }

    /** The same at another rate. */
    public LoadOptions withQps(double rate) {
        return new LoadOptions(to, authority, path, methods, headers, bodySize, rate, spacing, seed, atOnce, timeout);
    }

    /** The same spread differently. */
    public LoadOptions withSpacing(Spacing other, long otherSeed) {
        return new LoadOptions(to, authority, path, methods, headers, bodySize, qps, other, otherSeed, atOnce, timeout);
    }

    /** The same with other methods; those with a body send that many bytes. */
    public LoadOptions withMethods(Map<String, Integer> mix, int bytes) {
        return new LoadOptions(to, authority, path, mix, headers, bytes, qps, spacing, seed, atOnce, timeout);
    }

    /** The same with other headers. */
    public LoadOptions withHeaders(Map<String, String> others) {
        return new LoadOptions(to, authority, path, methods, others, bodySize, qps, spacing, seed, atOnce, timeout);
    }

    /** The same with other bounds. */
    public LoadOptions withBounds(int most, Duration patience) {
        return new LoadOptions(to, authority, path, methods, headers, bodySize, qps, spacing, seed, most, patience);
    }

    static void positive(double qps) {
        if (!(qps > 0 && qps <= 100_000)) {
            throw new IllegalArgumentException(
                    "Requests per second must be above 0, to 100000 at most, but are " + qps);
        }
    }
}
