package io.jenkins.plugins.mirrorexperiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/**
 * Kubeconfigs that may be used on a controller: a credential that somebody uploaded must neither run programs there nor read files, which
 * kubectl would do without asking. Pure.
 */
final class SafeKubeconfig {
    private static final List<String> CLUSTER =
            List.of("server", "certificate-authority-data", "tls-server-name", "insecure-skip-tls-verify", "proxy-url");
    private static final List<String> USER =
            List.of("token", "client-certificate-data", "client-key-data", "username", "password");
    private static final List<String> CONTEXT = List.of("cluster", "user", "namespace");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SafeKubeconfig() {}

    /**
     * The same kubeconfig, made of known fields only.
     *
     * @throws IllegalArgumentException if it runs a program, reads a file, or is no kubeconfig; without any of its secrets
     */
    static String of(String text) {
        JsonNode given = tree(text);
        if (!given.path("clusters").isArray() || given.path("clusters").isEmpty()) {
            throw new IllegalArgumentException("holds no kubeconfig: it names no clusters");
        }
        ObjectNode safe = NODES.objectNode();
        safe.put("apiVersion", "v1").put("kind", "Config");
        safe.put("current-context", given.path("current-context").asText());
        safe.set("clusters", named(given.path("clusters"), "cluster", CLUSTER));
        safe.set("users", named(given.path("users"), "user", USER));
        safe.set("contexts", named(given.path("contexts"), "context", CONTEXT));
        return safe.toString();
    }

    /**
     * A kubeconfig for a token or for nothing.
     *
     * @param server address of the API server
     * @param ca PEM certificates that it is checked against; empty for those of Java
     * @param user fields of the user, as {@code token}
     * @param namespace where specs name none; empty for {@code default}
     */
    static String made(String server, String ca, ObjectNode user, String namespace) {
        ObjectNode cluster = NODES.objectNode().put("server", server);
        if (!ca.isBlank()) {
            cluster.put("certificate-authority-data", base64(ca));
        }
        ObjectNode context = NODES.objectNode().put("cluster", "it").put("user", "we");
        if (!namespace.isBlank()) {
            context.put("namespace", namespace);
        }
        ObjectNode made = NODES.objectNode();
        made.put("apiVersion", "v1").put("kind", "Config").put("current-context", "it");
        made.putArray("clusters").addObject().put("name", "it").set("cluster", cluster);
        made.putArray("users").addObject().put("name", "we").set("user", user);
        made.putArray("contexts").addObject().put("name", "it").set("context", context);
        return made.toString();
    }

    static String base64(String pem) {
        return java.util.Base64.getEncoder().encodeToString(pem.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static JsonNode tree(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("holds no kubeconfig: it is no YAML");
        }
    }

    private static ArrayNode named(JsonNode list, String word, List<String> known) {
        ArrayNode safe = NODES.arrayNode();
        for (JsonNode each : list) {
            ObjectNode item = safe.addObject().put("name", each.path("name").asText());
            item.set(word, fields(each.path(word), word, known));
        }
        return safe;
    }

    private static ObjectNode fields(JsonNode given, String word, List<String> known) {
        ObjectNode safe = NODES.objectNode();
        given.fieldNames().forEachRemaining(name -> {
            if (known.contains(name)) {
                safe.set(name, given.get(name));
            } else if (!name.equals("extensions")) {
                throw new IllegalArgumentException(
                        "holds a kubeconfig whose " + word + " has " + name
                                + ": on a controller, kubeconfigs may neither run programs nor read files; use a token, or certificates as data");
            }
        });
        return safe;
    }
}
