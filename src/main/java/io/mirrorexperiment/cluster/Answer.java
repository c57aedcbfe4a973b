package io.mirrorexperiment.cluster;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the API server answered.
 *
 * @param status of HTTP
 * @param body its text; may hold secrets and is never shown
 * @param date the {@code Date} header
 */
record Answer(int status, String body, Optional<String> date) {
    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** The JSON object that it is. */
    Map<String, @Nullable Object> object(Ask ask) {
        try {
            return Json.readObject(body);
        } catch (IOException unreadable) {
            // The cause is left out: its text may quote the body.
            throw new ClusterException(
                    ClusterException.Reason.UNREACHABLE,
                    "cannot " + ask.words() + ": the answer (HTTP " + status
                            + ") is not a Kubernetes object; is there a proxy or a login page in front of the server?");
        }
    }

    /** A text of the {@code Status} object that a refusal carries. */
    Optional<String> statusText(String key) {
        try {
            return Json.readObject(body).get(key) instanceof String text ? Optional.of(text) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
