package io.mirrorexperiment.cluster;

import java.util.Optional;

/**
 * One request to the API server.
 *
 * @param method of HTTP
 * @param path with its query, without a leading slash
 * @param words what it is for, as in {@code read VirtualService default/reviews}
 * @param body JSON, if it sends any; never shown
 * @param accept the form of answer that is understood
 */
record Ask(String method, String path, String words, Optional<String> body, String accept) {
    private static final String JSON = "application/json";

    static Ask get(String path, String words) {
        return get(path, words, JSON);
    }

    static Ask get(String path, String words, String accept) {
        return new Ask("GET", path, words, Optional.empty(), accept);
    }

    static Ask send(String method, String path, String words, String body) {
        return send(method, path, words, body, JSON);
    }

    static Ask send(String method, String path, String words, String body, String accept) {
        return new Ask(method, path, words, Optional.of(body), accept);
    }

    boolean reads() {
        return method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
