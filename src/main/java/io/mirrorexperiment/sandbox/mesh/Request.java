package io.mirrorexperiment.sandbox.mesh;

/**
 * An HTTP request as a proxy sees it, body and all.
 *
 * @param path the path with its query, as it came
 * @param authority the Host header, with its port if it has one
 * @param headers without Host and without what belongs to one connection only
 * @param from the sender's address, for access logs
 */
record Request(String method, String path, String authority, Fields headers, Payload body, String from) {
    static final String REQUEST_ID = "x-request-id";

    Request withHeaders(Fields other) {
        return new Request(method, path, authority, other, body, from);
    }

    Request withAuthority(String other) {
        return new Request(method, path, other, headers, body, from);
    }

    Request withPath(String other) {
        return new Request(method, other, authority, headers, body, from);
    }

    /** The path up to its query. */
    String plainPath() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** What follows the question mark, or an empty text. */
    String query() {
        int query = path.indexOf('?');
        return query < 0 ? "" : path.substring(query + 1);
    }

    boolean grpc() {
        return headers.first("content-type").orElse("").startsWith("application/grpc");
    }
}
