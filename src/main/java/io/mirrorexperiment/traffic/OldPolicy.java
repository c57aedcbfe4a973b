package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A DestinationPolicy.
 *
 * @param manifest as it was read
 */
record OldPolicy(Manifest manifest) {
    private Map<String, Object> spec() {
        return manifest.map("spec");
    }

    OldService destination() {
        return OldService.of(spec().getOrDefault("destination", ""), manifest.namespace());
    }

    /** Whether it holds for some clients only. */
    boolean hasSource() {
        return spec().containsKey("source");
    }

    /** As a {@code trafficPolicy} of today; empty where nothing of it can be said. */
    Map<String, Object> today(OldLosses losses) {
        Map<String, Object> policy = new LinkedHashMap<>();
        lose(spec(), "custom", "spec.custom", losses);
        balancing(policy, losses);
        Map<String, Object> breaker = Fields.map(spec(), "circuitBreaker");
        lose(breaker, "custom", "spec.circuitBreaker.custom", losses);
        Map<String, Object> simple = Fields.map(breaker, "simpleCb");
        put(policy, "connectionPool", pool(simple));
        put(policy, "outlierDetection", ejection(simple));
        return policy;
    }

    private void balancing(Map<String, Object> policy, OldLosses losses) {
        Map<String, Object> balancing = Fields.map(spec(), "loadBalancing");
        lose(balancing, "custom", "spec.loadBalancing.custom", losses);
        Fields.text(balancing, "name").ifPresent(name -> {
            boolean renamed = name.equals("LEAST_CONN");
            if (renamed) {
                losses.note(manifest, "LEAST_CONN is called LEAST_REQUEST today");
            }
            policy.put("loadBalancer", Map.of("simple", renamed ? "LEAST_REQUEST" : name));
        });
    }

    private static Map<String, Object> pool(Map<String, Object> simple) {
        Map<String, Object> pool = new LinkedHashMap<>();
        put(pool, "tcp", renamed(simple, Map.of("maxConnections", "maxConnections")));
        put(
                pool,
                "http",
                renamed(
                        simple,
                        Map.of(
                                "httpMaxPendingRequests", "http1MaxPendingRequests",
                                "httpMaxRequests", "http2MaxRequests",
                                "httpMaxRequestsPerConnection", "maxRequestsPerConnection",
                                "httpMaxRetries", "maxRetries")));
        return pool;
    }

    private static Map<String, Object> ejection(Map<String, Object> simple) {
        return renamed(
                simple,
                Map.of(
                        "httpConsecutiveErrors", "consecutive5xxErrors",
                        "httpDetectionInterval", "interval",
                        "sleepWindow", "baseEjectionTime",
                        "httpMaxEjectionPercent", "maxEjectionPercent"));
    }

    private static Map<String, Object> renamed(Map<String, Object> old, Map<String, String> names) {
        Map<String, Object> today = new LinkedHashMap<>();
        old.forEach((name, value) -> {
            if (names.containsKey(name)) {
                today.put(String.valueOf(names.get(name)), value);
            }
        });
        return today;
    }

    private static void put(Map<String, Object> fields, String word, Map<String, Object> value) {
        if (!value.isEmpty()) {
            fields.put(word, value);
        }
    }

    private void lose(Map<String, Object> fields, String word, String path, OldLosses losses) {
        if (fields.containsKey(word)) {
            losses.lost(manifest, path + " is left out: it is for other proxies than Envoy");
        }
    }
}
