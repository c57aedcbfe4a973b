package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Kind;
import java.util.Set;

/**
 * How the server serves a kind.
 *
 * @param kind the kind
 * @param version its version, as in {@code v1}
 * @param plural the name in paths, as in {@code virtualservices}
 * @param namespaced whether its objects live in namespaces
 * @param names what kubectl calls it, in lower case: the plural, the singular, short names
 */
record Resource(Kind kind, String version, String plural, boolean namespaced, Set<String> names) {
    Resource {
        names = Set.copyOf(names);
    }

    String apiVersion() {
        return kind.group().isEmpty() ? version : kind.group() + "/" + version;
    }

    /** The path of all objects, or of those in a namespace; an empty namespace means all. */
    String path(String namespace) {
        String start = kind.group().isEmpty() ? "api/" : "apis/";
        String within = namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "";
        return start + apiVersion() + within + "/" + plural;
    }
}
