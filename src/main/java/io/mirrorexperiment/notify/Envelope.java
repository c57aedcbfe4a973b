package io.mirrorexperiment.notify;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message that is ready to be sent. It holds secrets, so it is made for one attempt and never shown.
 *
 * @param url where to
 * @param method of HTTP
 * @param headers by name
 * @param body JSON
 * @param ca PEM certificates that the server is checked against; empty for the machine's own
 * @param timeout for the attempt
 */
record Envelope(
        URI url, String method, Map<String, String> headers, String body, Optional<String> ca, Duration timeout) {
    /** Copies. */
    Envelope {
        headers = new TreeMap<>(headers);
    }

    /** The body, UTF-8. */
    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "Envelope[" + method + "]";
    }
}
