package io.mirrorexperiment.metrics;

import java.time.Instant;

/**
 * One request as a proxy logged it.
 *
 * @param start when the proxy got it, by the clock of its node
 * @param id {@code x-request-id}; empty where it has none
 * @param method of HTTP
 * @param path with its query; never shown
 * @param status of HTTP, 0 where no answer came
 * @param bad whether it failed, by the same rule as counters
 * @param millis until the last byte
 * @param bytes of the answer's body
 */
record AccessLine(
        Instant start, String id, String method, String path, int status, boolean bad, long millis, long bytes) {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final int TRACE_REASON = 14;

    /**
     * What a request and its twin have in common: the id, and since an application may call on behalf of one request more than once,
     * method and path. Envoy writes into one digit of its ids whether a request is traced, and may decide that anew at each proxy.
     *
     * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#x-request-id">Envoy: x-request-id</a>
     */
    String key() {
        String same = id.matches(UUID) ? id.substring(0, TRACE_REASON) + "-" + id.substring(TRACE_REASON + 1) : id;
        return same + " " + method + " " + path;
    }

    /** The class of the status, as {@code 2xx}. */
    String statusClass() {
        return status == 0 ? "none" : status / 100 + "xx";
    }
}
