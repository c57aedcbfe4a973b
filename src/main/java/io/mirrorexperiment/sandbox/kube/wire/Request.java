package io.mirrorexperiment.sandbox.kube.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read to its end.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param query decoded parameters in the order given
 * @param headers by lower-case name; repeated ones joined by a comma
 * @param body empty if there was none
 */
public record Request(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, Body body) {

    static Request of(String method, String target, Map<String, String> headers, Body body) {
        int mark = target.indexOf('?');
        String rawPath = mark < 0 ? target : target.substring(0, mark);
        String rawQuery = mark < 0 ? "" : target.substring(mark + 1);
        return new Request(method, decode(rawPath.replace("+", "%2B")), parameters(rawQuery), headers, body);
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Whether a query parameter is there and says true, as Go's query decoding reads it: bare, {@code 1} or true. */
    public boolean flag(String name) {
        return parameter(name)
                .filter(value -> !value.equals("false") && !value.equals("0"))
                .isPresent();
    }

    /** A header's value; the name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the client asks to go on as a WebSocket. */
    public boolean asksForWebSocket() {
        return header("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    boolean asksToClose() {
        return header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    private static Map<String, List<String>> parameters(String rawQuery) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!name.isEmpty()) {
                parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }
}
