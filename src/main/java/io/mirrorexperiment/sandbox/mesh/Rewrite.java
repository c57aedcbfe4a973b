package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Istio's HTTPRewrite; an empty text changes nothing. */
record Rewrite(String uri, String authority, String regexMatch, String regexRewrite) {
    static final String ORIGINAL_PATH = "x-envoy-original-path";

    static Rewrite of(JsonNode node) {
        JsonNode regex = node.path("uriRegexRewrite");
        return new Rewrite(
                node.path("uri").asText(""),
                node.path("authority").asText(""),
                regex.path("match").asText(""),
                regex.path("rewrite").asText(""));
    }

    /**
     * The request as it goes on.
     *
     * @param matched the uri condition that chose the route: of a prefix only the prefix is replaced
     */
    Request applyTo(Request request, Optional<TextMatch> matched) {
        Request out = authority.isEmpty() ? request : request.withAuthority(authority);
        String path = path(request.plainPath(), matched);
        if (path.equals(request.plainPath())) {
            return out;
        }
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        return out.withPath(path + query).withHeaders(out.headers().with(ORIGINAL_PATH, request.path()));
    }

    private String path(String path, Optional<TextMatch> matched) {
        if (!regexMatch.isEmpty()) {
            return byRegex(path);
        }
        if (uri.isEmpty()) {
            return path;
        }
        // Istio gives Envoy the prefix "/" where a route has no uri condition.
        return matched.map(match -> byMatch(path, match)).orElse(uri + path.substring(1));
    }

    private String byMatch(String path, TextMatch match) {
        if (match instanceof TextMatch.AnyCase anyCase) {
            return byMatch(path, anyCase.lower());
        }
        return match instanceof TextMatch.Prefix prefix
                ? uri + path.substring(Math.min(path.length(), prefix.value().length()))
                : uri;
    }

    /** RE2 writes \1 where Java writes $1. */
    private String byRegex(String path) {
        try {
            String replacement = Matcher.quoteReplacement(regexRewrite).replaceAll("\\\\\\\\(\\d)", "\\$$1");
            return Pattern.compile(regexMatch).matcher(path).replaceAll(replacement);
        } catch (PatternSyntaxException | IndexOutOfBoundsException wrong) {
            return path;
        }
    }
}
