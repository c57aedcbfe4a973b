package io.mirrorexperiment.install;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Manifests that come with the program: the Roles of docs/rbac.md and the definitions of kinds. */
final class Shipped {
    private Shipped() {}

    /** The rules of one of our Roles. */
    static List<Map<String, Object>> rules(String role) {
        return manifest("/rbac/" + role + ".yaml").maps("rules");
    }

    /** The rules of several, those for the same resources in one. */
    static List<Map<String, Object>> rules(List<String> roles) {
        Map<Object, Map<String, Object>> all = new LinkedHashMap<>();
        roles.forEach(role -> rules(role).forEach(rule -> {
            Map<String, Object> about = new LinkedHashMap<>(rule);
            about.remove("verbs");
            all.merge(about, rule, Shipped::together);
        }));
        return List.copyOf(all.values());
    }

    private static Map<String, Object> together(Map<String, Object> one, Map<String, Object> other) {
        Set<Object> verbs = new LinkedHashSet<>((List<?>) Objects.requireNonNull(one.get("verbs")));
        verbs.addAll((List<?>) Objects.requireNonNull(other.get("verbs")));
        Map<String, Object> all = new LinkedHashMap<>(one);
        all.put("verbs", new ArrayList<>(verbs));
        return all;
    }

    /** One of our definitions, by the name of its file. */
    static Manifest definition(String name) {
        return manifest("/crds/" + name + ".yaml");
    }

    private static Manifest manifest(String resource) {
        try (InputStream in = Objects.requireNonNull(Shipped.class.getResourceAsStream(resource), resource)) {
            return ManifestText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
