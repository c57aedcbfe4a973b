package io.mirrorexperiment.cluster;

import java.util.Optional;

/**
 * One request to the API server.
 *
 * @param method of HTTP
 * @param path with its query, without a leading slash
 * @param words what it is for, as in {@code read VirtualService default/reviews}
 * @param body JSON, if it sends any; never shown
 */
record Ask(String method, String path, String words, Optional<String> body) {
    static Ask get(String path, String words) {
        return new Ask("GET", path, words, Optional.empty());
    }

    static Ask send(String method, String path, String words, String body) {
        return new Ask(method, path, words, Optional.of(body));
    }

    boolean reads() {
        return method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
