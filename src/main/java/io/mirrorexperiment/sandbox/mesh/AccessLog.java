package io.mirrorexperiment.sandbox.mesh;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes Istio's default access log format (meshConfig.accessLogFile, text) into a container's log. */
final class AccessLog {
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final List<String> HEADERS = List.of("x-forwarded-for", "user-agent", Request.REQUEST_ID);
    private static final long MILLI = 1_000_000;

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
        boolean upstream = passage.upstreamNanos() >= 0;
        log.write("[" + START.format(clock.instant().minusNanos(nanos)) + "] " + request(request) + answer(passage)
                + " - \"-\" " + request.body().size() + " "
                + passage.answer().body().size() + " " + nanos / MILLI + " "
                + (upstream ? passage.upstreamNanos() / MILLI : "-") + headers(request)
                + quoted(request.authority()) + quoted(passage.upstream()) + " " + cluster + " "
                + (upstream ? "127.0.0.1:0 " : "- ") + local + " " + request.from() + " - " + route);
    }

    private static String request(Request request) {
        String path = request.headers().first(Rewrite.ORIGINAL_PATH).orElse(request.path());
        return "\"" + request.method() + " " + path + " HTTP/1.1\" ";
    }

    private static String answer(Passage passage) {
        return passage.answer().status() + " " + passage.flags() + " " + passage.details();
    }

    private static String headers(Request request) {
        StringBuilder out = new StringBuilder();
        for (String name : HEADERS) {
            out.append(quoted(request.headers().first(name).orElse("-")));
        }
        return out.toString();
    }

    private static String quoted(String text) {
        return " \"" + text + "\"";
    }
}
