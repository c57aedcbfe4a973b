package io.mirrorexperiment.sandbox.mesh;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes Istio's default access log format (meshConfig.accessLogFile, text) into a container's log. */
final class AccessLog {
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final LogBook log;
    private final Clock clock;

    AccessLog(LogBook log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * One request.
     *
     * @param cluster Envoy's raw name of the upstream cluster
     * @param local the proxy's own address that the client aimed at
     */
    void write(Request request, Passage passage, long nanos, String cluster, String local, String route) {
        Fields headers = request.headers();
        Instant start = clock.instant().minusNanos(nanos);
        String line =
                "[%s] \"%s %s HTTP/1.1\" %d %s %s - \"-\" %d %d %d %s \"%s\" \"%s\" \"%s\" \"%s\" \"%s\" %s %s %s %s - %s"
                        .formatted(
                                START.format(start),
                                request.method(),
                                headers.first(Rewrite.ORIGINAL_PATH).orElse(request.path()),
                                passage.answer().status(),
                                passage.flags(),
                                passage.details(),
                                request.body().size(),
                                passage.answer().body().size(),
                                nanos / 1_000_000,
                                passage.upstreamNanos() < 0 ? "-" : passage.upstreamNanos() / 1_000_000,
                                headers.first("x-forwarded-for").orElse("-"),
                                headers.first("user-agent").orElse("-"),
                                headers.first(Request.REQUEST_ID).orElse("-"),
                                request.authority(),
                                passage.upstream(),
                                cluster,
                                passage.upstreamNanos() < 0 ? "-" : "127.0.0.1:0",
                                local,
                                request.from(),
                                route);
        log.write(line);
    }
}
