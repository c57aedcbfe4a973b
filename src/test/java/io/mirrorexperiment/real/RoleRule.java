package io.mirrorexperiment.real;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The smallest piece of a Role: one verb on one kind of objects.
 *
 * @param group API group
 * @param resource the plural
 * @param verb what may be done
 */
public record RoleRule(String group, String resource, String verb) implements Comparable<RoleRule> {
    /** Those that a file of {@code resources/rbac} grants, sorted. */
    public static TreeSet<RoleRule> in(String file) {
        try {
            Path path = Path.of("resources/rbac", file);
            TreeSet<RoleRule> rules = new TreeSet<>();
            for (Manifest role : ManifestText.read(Files.readString(path))) {
                role.maps("rules").forEach(rule -> rules.addAll(of(rule)));
            }
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RoleRule> of(Map<String, Object> rule) {
        List<RoleRule> rules = new ArrayList<>();
        for (String group : texts(rule, "apiGroups")) {
            for (String resource : texts(rule, "resources")) {
                texts(rule, "verbs").forEach(verb -> rules.add(new RoleRule(group, resource, verb)));
            }
        }
        return rules;
    }

    private static List<String> texts(Map<String, Object> rule, String key) {
        return ((List<?>) rule.getOrDefault(key, List.of()))
                .stream().map(String::valueOf).toList();
    }

    /** A Role of that name that grants these and nothing else. */
    public static String role(String name, Iterable<RoleRule> rules) {
        List<String> lines = new ArrayList<>();
        rules.forEach(rule -> lines.add(
                "- {apiGroups: ['%s'], resources: [%s], verbs: [%s]}".formatted(rule.group, rule.resource, rule.verb)));
        return """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %s}
                rules:
                %s
                """.formatted(name, lines.stream().collect(Collectors.joining("\n")));
    }

    /** Gives a Role of that name to a service account of that name. */
    public static String binding(String name, String serviceAccount, String namespace) {
        return """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
                subjects: [{kind: ServiceAccount, name: %2$s, namespace: %3$s}]
                """.formatted(name, serviceAccount, namespace);
    }

    @Override
    public int compareTo(RoleRule other) {
        return toString().compareTo(other.toString());
    }

    /** As in {@code update deployments.apps}. */
    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
}
