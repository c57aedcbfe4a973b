package io.mirrorexperiment.sandbox.shell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a URL names.
 *
 * @param authority host, and port where one is named
 * @param path with its query
 */
record Target(String authority, String path) {
    private static final Pattern URL =
            Pattern.compile("(?:http://)?([^/?#:@\\s]+(?::\\d{1,5})?)([/?][^#\\s]*)?(?:#.*)?");

    /** Reads a URL of plain HTTP, with or without its scheme; empty for any other. */
    static Optional<Target> of(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String path = parts.group(2) == null ? "/" : parts.group(2);
        return Optional.of(new Target(parts.group(1), path.startsWith("/") ? path : "/" + path));
    }

    String host() {
        int colon = authority.lastIndexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    String port() {
        int colon = authority.lastIndexOf(':');
        return colon < 0 ? "80" : authority.substring(colon + 1);
    }
}
