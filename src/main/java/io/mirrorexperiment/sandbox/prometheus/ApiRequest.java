package io.mirrorexperiment.sandbox.prometheus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the API.
 *
 * @param parameters all values of each parameter, those of a form in the body first, as Go's {@code Request.Form} has
 *     them
 */
record ApiRequest(String method, String path, Map<String, List<String>> parameters) {
    ApiRequest {
        parameters = Map.copyOf(parameters);
    }

    /** A request with the parameters of these encoded texts, in their order. */
    static ApiRequest of(String method, String path, String form, String query) throws ApiRefusal {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : (form + "&" + query).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equal = pair.indexOf('=');
                String name = decoded(equal < 0 ? pair : pair.substring(0, equal));
                String value = equal < 0 ? "" : decoded(pair.substring(equal + 1));
                parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new ApiRequest(method, path, parameters);
    }

    private static String decoded(String text) throws ApiRefusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw ApiRefusal.badData("error parsing form values: invalid URL escape in \"" + text + "\"");
        }
    }

    /** The first value of a parameter; empty if it is missing or the empty text. */
    Optional<String> parameter(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** All values of a parameter. */
    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }
}
