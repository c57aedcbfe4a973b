package io.mirrorexperiment.sandbox.mesh;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;

/** Reads the part of a path behind its question mark. */
final class Query {
    private Query() {}

    /** Names and values, not decoded, as Envoy compares them; of equal names the first counts. */
    static Map<String, String> of(String text) {
        Map<String, String> all = new LinkedHashMap<>();
        StringTokenizer pairs = new StringTokenizer(text, "&");
        while (pairs.hasMoreTokens()) {
            String pair = pairs.nextToken();
            int equals = pair.indexOf('=');
            all.putIfAbsent(
                    equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return all;
    }
}
