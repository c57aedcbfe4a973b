package io.mirrorexperiment.sandbox.prometheus.same;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Asks one server over HTTP. */
record Api(URI url) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Status and body; {@code json} is missing where the body is none. */
    record Got(int status, String body, JsonNode json) {
        JsonNode result() {
            return json.path("data").path("result");
        }

        String type() {
            return json.path("data").path("resultType").asText();
        }

        String errorType() {
            return json.path("errorType").asText();
        }
    }

    /** A GET; parameters in pairs. */
    Got get(String path, String... parameters) {
        return sent(HttpRequest.newBuilder(URI.create(url + path + "?" + form(parameters))));
    }

    /** A POST with the parameters in a form. */
    Got post(String path, String... parameters) {
        return sent(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(parameters))));
    }

    /** A GET of a path with its query written out. */
    Got raw(String pathAndQuery) {
        return sent(HttpRequest.newBuilder(URI.create(url + pathAndQuery)));
    }

    private static Got sent(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Got(response.statusCode(), response.body(), json(response.body()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static String form(String... parameters) {
        StringJoiner form = new StringJoiner("&");
        for (int i = 0; i < parameters.length; i += 2) {
            form.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }
}
