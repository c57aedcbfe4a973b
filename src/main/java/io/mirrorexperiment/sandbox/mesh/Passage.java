package io.mirrorexperiment.sandbox.mesh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a proxy dealt with one request.
 *
 * @param flags Envoy's response flags, {@code -} for none
 * @param details Envoy's response code details
 * @param cluster where it went, if anywhere
 * @param endpoint who got it, if anyone
 * @param upstream the address it was sent to, {@code -} for none
 * @param upstreamNanos from sending it on until the answer was complete, -1 for none
 */
record Passage(
        Answer answer,
        String flags,
        String details,
        Optional<Cluster> cluster,
        Optional<Endpoint> endpoint,
        String upstream,
        long upstreamNanos) {

    /** Those that the sandbox knows, in the order of envoy/stream_info/stream_info.h. */
    private static final List<String> ORDER = List.of("UH", "UT", "UF", "UC", "UO", "NR", "DI", "FI", "URX", "NC");

    /** Answered by the proxy alone. */
    static Passage local(Answer answer, String flags, String details) {
        return new Passage(answer, flags, details, Optional.empty(), Optional.empty(), "-", -1);
    }

    /** What came of a delivery, in Envoy's words. */
    static Passage of(Delivery delivery, Optional<Cluster> cluster, Optional<Endpoint> endpoint, int port, long nanos) {
        Passage made = words(delivery);
        return new Passage(made.answer(), made.flags(), made.details(), cluster, endpoint, "127.0.0.1:" + port, nanos);
    }

    private static Passage words(Delivery delivery) {
        if (delivery instanceof Delivery.Answered answered) {
            return local(answered.answer(), "-", "via_upstream");
        }
        if (delivery instanceof Delivery.TimedOut) {
            return local(Answer.text(504, "upstream request timeout"), "UT", "upstream_response_timeout");
        }
        String start = "upstream connect error or disconnect/reset before headers. reset reason: ";
        return delivery instanceof Delivery.Refused
                ? local(
                        Answer.text(503, start + "remote connection failure"),
                        "UF",
                        "upstream_reset_before_response_started{remote_connection_failure}")
                : local(
                        Answer.text(503, start + "connection termination"),
                        "UC",
                        "upstream_reset_before_response_started{connection_termination}");
    }

    Passage answering(Answer other) {
        return new Passage(other, flags, details, cluster, endpoint, upstream, upstreamNanos);
    }

    Passage in(Cluster other) {
        return new Passage(answer, flags, details, Optional.of(other), endpoint, upstream, upstreamNanos);
    }

    Passage at(Endpoint other) {
        return new Passage(answer, flags, details, cluster, Optional.of(other), upstream, upstreamNanos);
    }

    /** One flag more; several stand in the order in which Envoy numbers them. */
    Passage flagged(String flag) {
        List<String> all = new ArrayList<>(flags.equals("-") ? List.of() : List.of(flags.split(",", -1)));
        all.add(flag);
        all.sort(Comparator.comparing(ORDER::indexOf));
        String both = String.join(",", all);
        return new Passage(answer, both, details, cluster, endpoint, upstream, upstreamNanos);
    }
}
