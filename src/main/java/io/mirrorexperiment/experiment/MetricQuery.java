package io.mirrorexperiment.experiment;

import java.util.List;
import java.util.Optional;

/**
 * How one value is asked of any HTTP API: templates of a request, and where the value is in the JSON of the answer. In templates
 * {@code $name} and {@code ${name}} stand for values, {@code $$} for a dollar; what has no value stays as it is.
 *
 * @param method of HTTP
 * @param url may use keys of the secret
 * @param headers may use keys of the secret, if they sign in
 * @param params of the query; may use the version's values
 * @param body JSON, likewise; belongs to {@link Method#POST}
 * @param auth how to sign in
 * @param secret that it takes: {@code name}, or {@code namespace/name}
 * @param jq the expression that finds the value
 */
public record MetricQuery(
        Method method,
        Optional<String> url,
        List<Named> headers,
        List<Named> params,
        Optional<String> body,
        Optional<Auth> auth,
        Optional<String> secret,
        Optional<String> jq) {
    /** Copies. */
    public MetricQuery {
        headers = List.copyOf(headers);
        params = List.copyOf(params);
    }

    /** The verb. */
    public enum Method {
        /** Reads. */
        GET,
        /** Sends a body. */
        POST
    }

    /** How to sign in. */
    public enum Auth {
        /** With the keys {@code username} and {@code password} of the secret. */
        BASIC,
        /** With a token in a header. */
        BEARER,
        /** With a key in a header. */
        API_KEY
    }

    /**
     * A template by name.
     *
     * @param name of the parameter or header
     * @param template of its value
     */
    public record Named(String name, String template) {}
}
