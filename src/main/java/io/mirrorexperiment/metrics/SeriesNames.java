package io.mirrorexperiment.metrics;

import java.util.Optional;
import java.util.Set;

/** The names of the series in one exposition. Used once. */
final class SeriesNames {
    /** What Envoy puts before names that it does not know as Istio's; its stats access logger knows none. */
    private static final String ENVOY = "envoy_";

    private static final String AGENT = "istio_agent_";

    private final Set<String> wanted;
    private boolean agent;
    private boolean envoy;

    SeriesNames(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** What a series is to be called; empty if nobody wants it. */
    Optional<String> plain(String name) {
        agent |= name.startsWith(AGENT);
        envoy |= name.startsWith(ENVOY);
        return Optional.of(name.startsWith(ENVOY) ? name.substring(ENVOY.length()) : name)
                .filter(wanted::contains);
    }

    /** An agent that does not reach its Envoy answers all the same, without Envoy's counters: that must not pass for none. */
    void requireEnvoy() throws OddAnswerException {
        if (agent && !envoy) {
            throw new OddAnswerException(
                    "the sidecar's agent answers, but has nothing of its Envoy; does that run, and does the agent show its"
                            + " counters? Otherwise write port: 15090, which is Envoy's own");
        }
    }
}
