package io.mirrorexperiment.metrics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Lines of access logs as Istio's sidecars write them. */
final class LogLines {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private LogLines() {}

    /** The id of the n-th request. */
    static String id(int n) {
        return new UUID(0x0123456789ab4defL, 0x8000000000000000L | n).toString();
    }

    /** A request that came in. */
    static String text(Instant start, String id, String request, int status, long bytes, long millis) {
        return "[" + start + "] \"" + request + " HTTP/1.1\" " + status + " - via_upstream - \"-\" 0 " + bytes + " "
                + millis + " 1 \"-\" \"curl/8.5.0\" \"" + id + "\" \"reviews:9080\" \"10.0.0.7:9080\""
                + " inbound|9080|| 127.0.0.6:41854 10.0.0.7:9080 10.0.0.3:37652 outbound_.9080_._.reviews default";
    }

    /** The n-th GET of {@code /reviews/0}, n tenths of a second after noon. */
    static String request(int n, int status) {
        return text(NOON.plusMillis(100L * n), id(n), "GET /reviews/0", status, 379, 12);
    }

    static List<Excerpt> log(String... lines) {
        return List.of(new Excerpt(List.of(lines), false, false));
    }

    static List<Excerpt> log(List<String> lines) {
        return List.of(new Excerpt(lines, false, false));
    }
}
