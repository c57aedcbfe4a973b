package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a proxy answers by itself: Istio's HTTPRedirect or HTTPDirectResponse. */
sealed interface Reply {
    Answer answer(Request request);

    static Optional<Reply> of(JsonNode http) {
        JsonNode redirect = http.path("redirect");
        if (redirect.isObject()) {
            return Optional.of(new Redirect(
                    redirect.path("uri").asText(""),
                    redirect.path("authority").asText(""),
                    redirect.path("scheme").asText("http"),
                    redirect.path("port").isInt() ? ":" + redirect.path("port").intValue() : "",
                    redirect.path("redirectCode").asInt(301)));
        }
        JsonNode direct = http.path("directResponse");
        return direct.isObject()
                ? Optional.of(new Direct(
                        direct.path("status").asInt(200),
                        direct.path("body").path("string").asText("")))
                : Optional.empty();
    }

    /** Sends the client elsewhere; an empty text keeps what the client asked for. */
    record Redirect(String uri, String authority, String scheme, String port, int status) implements Reply {
        @Override
        public Answer answer(Request request) {
            String host = authority.isEmpty() ? request.authority() : authority;
            String to = port.isEmpty() ? host : Authority.of(host).host() + port;
            String location = scheme + "://" + to + (uri.isEmpty() ? request.path() : uri);
            return new Answer(status, Fields.of("location", location), Payload.EMPTY);
        }
    }

    /** A fixed answer. */
    record Direct(int status, String body) implements Reply {
        @Override
        public Answer answer(Request request) {
            return Answer.text(status, body);
        }
    }
}
