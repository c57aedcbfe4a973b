package io.mirrorexperiment.sandbox.prometheus;

import java.nio.charset.StandardCharsets;

/** What goes back over the wire. */
record Reply(int status, String contentType, String body) {
    static Reply json(int status, String body) {
        return new Reply(status, "application/json", body);
    }

    static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
