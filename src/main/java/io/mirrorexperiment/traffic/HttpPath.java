package io.mirrorexperiment.traffic;

import java.util.Map;
import java.util.Optional;

/** Paths of HTTPRoutes that must both be met. */
final class HttpPath {
    private HttpPath() {}

    /** The closer of two; empty if no path meets both. */
    static Optional<Map<String, Object>> both(Map<String, Object> one, Map<String, Object> other) {
        if (takes(one, other)) {
            return Optional.of(other);
        }
        return Optional.of(one).filter(path -> takes(other, one));
    }

    /** Whether a path lets everything through that another does; a prefix is one of whole elements. */
    private static boolean takes(Map<String, Object> wide, Map<String, Object> narrow) {
        String prefix = String.valueOf(wide.get("value")).replaceAll("/+$", "");
        String path = String.valueOf(narrow.get("value"));
        boolean under = path.equals(prefix) || path.startsWith(prefix + "/");
        return wide.equals(narrow)
                || ("PathPrefix".equals(wide.get("type"))
                        && (prefix.isEmpty() || (under && !"RegularExpression".equals(narrow.get("type")))));
    }
}
