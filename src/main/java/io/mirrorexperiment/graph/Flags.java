package io.mirrorexperiment.graph;

import java.util.Map;

/**
 * Envoy's response flags in words. Pure.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage">Envoy: access logging</a>
 */
public final class Flags {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("UH", "no healthy pod was left to send to"),
            Map.entry("UF", "the connection to the destination failed"),
            Map.entry("UO", "a circuit breaker refused what was beyond its limit"),
            Map.entry("NR", "no route matched"),
            Map.entry("NC", "the route leads to nothing that is there"),
            Map.entry("URX", "retries were used up"),
            Map.entry("UT", "the route's time-out was over"),
            Map.entry("UC", "the destination closed the connection"),
            Map.entry("UR", "the destination reset the request"),
            Map.entry("LR", "the proxy reset the connection"),
            Map.entry("LH", "the health check failed"),
            Map.entry("DC", "the caller went away"),
            Map.entry("DT", "the request or its connection lasted too long"),
            Map.entry("DI", "a delay was injected"),
            Map.entry("FI", "an error was injected"),
            Map.entry("RL", "a rate limit refused it"),
            Map.entry("UAEX", "an authorization service refused it"),
            Map.entry("RLSE", "the rate limit service failed"),
            Map.entry("SI", "the stream was idle for too long"),
            Map.entry("DPE", "the caller broke the protocol"),
            Map.entry("UPE", "the destination broke the protocol"),
            Map.entry("UMSDR", "the request reached its greatest stream duration"),
            Map.entry("OM", "the proxy was overloaded"),
            Map.entry("DF", "the destination's name was not found"));

    private Flags() {}

    /** One flag, or several with commas between them, as in {@code UT (the route's time-out was over)}. */
    public static String words(String flags) {
        StringBuilder words = new StringBuilder();
        for (String flag : flags.split(",", -1)) {
            String meaning = WORDS.getOrDefault(flag, "");
            words.append(words.isEmpty() ? "" : ", ").append(flag);
            words.append(meaning.isEmpty() ? "" : " (" + meaning + ")");
        }
        return words.toString();
    }
}
