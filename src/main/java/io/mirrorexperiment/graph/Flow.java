package io.mirrorexperiment.graph;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one side counted of an edge.
 *
 * @param requests per second
 * @param failed of them, per second
 * @param latency of the requests
 * @param flags requests or connections per second by Envoy's response flags, such as {@code UT}; those without one are left out
 * @param bytes of opaque connections; empty for requests
 */
public record Flow(double requests, double failed, Latency latency, Map<String, Double> flags, Optional<Bytes> bytes) {
    /** Copies; checks. */
    public Flow {
        check(requests);
        check(failed);
        flags.values().forEach(Flow::check);
        flags = Collections.unmodifiableMap(new TreeMap<>(flags));
    }

    /** Share of the requests that failed, of 1; 0 where there were none. */
    public double errorShare() {
        return requests > 0 ? Math.min(1, failed / requests) : 0;
    }

    /** Whether anything went by. */
    public boolean isBusy() {
        return requests > 0
                || bytes.filter(all -> all.sent() + all.received() + all.opened() > 0)
                        .isPresent();
    }

    static void check(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("a rate is a number of 0 or more, not " + rate);
        }
    }
}
