package io.mirrorexperiment.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one value is asked of any HTTP API: {@linkplain Template templates} of a request, and where the value is in the JSON of the answer.
 *
 * @param method of HTTP
 * @param url may use the secrets
 * @param headers may use the secrets
 * @param params of the query; may use the version's values
 * @param body JSON, likewise; belongs to {@link Method#POST}
 * @param basic whether to sign in by HTTP basic, with the secrets {@link #USER} and {@link #PASSWORD}
 * @param secrets where they are found, by the names that stand for them
 * @param jq the expression that finds the value
 */
public record MetricQuery(
        Method method,
        String url,
        List<Named> headers,
        List<Named> params,
        Optional<String> body,
        boolean basic,
        Map<String, Credential> secrets,
        String jq) {
    /** The secret that is the user of HTTP basic. */
    public static final String USER = "username";

    /** The secret that is the password of HTTP basic. */
    public static final String PASSWORD = "password";

    /** Copies; checks. */
    public MetricQuery {
        headers = List.copyOf(headers);
        params = List.copyOf(params);
        secrets = Map.copyOf(secrets);
        if (method == Method.GET && body.isPresent()) {
            throw new IllegalArgumentException("a GET has no body");
        }
        if (basic && !(secrets.containsKey(USER) && secrets.containsKey(PASSWORD))) {
            throw new IllegalArgumentException("HTTP basic takes a user and a password");
        }
    }

    /** The verb. */
    public enum Method {
        /** Reads. */
        GET,
        /** Sends a body. */
        POST
    }

    /**
     * A template by name.
     *
     * @param name of the parameter or header
     * @param template of its value
     */
    public record Named(String name, String template) {}

    /** The question as a person reads it, with the version's values in it; secrets and headers stay out of it. */
    public String words(Map<String, String> values) {
        StringBuilder words = new StringBuilder(method + " " + url);
        String before = url.contains("?") ? "&" : "?";
        for (Named param : params) {
            words.append(before).append(param.name()).append('=').append(versioned(param.template(), values));
            before = "&";
        }
        body.ifPresent(text -> words.append(' ').append(versioned(text, values)));
        return words.append(" | jq ").append(jq).toString();
    }

    /** A parameter or a body with the version's values in it. */
    public static String versioned(String template, Map<String, String> values) {
        return new Template(template).withUnits().filled(values);
    }
}
