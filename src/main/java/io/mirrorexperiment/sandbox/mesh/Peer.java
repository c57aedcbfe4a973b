package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a pod is to the mesh: what sidecars tell each other and write into the metrics.
 *
 * @param workload the Deployment's name, or the pod's where it has no owner
 * @param app label {@code app}, or {@code unknown}
 * @param version label {@code version}, or {@code unknown}
 * @param service the canonical service
 * @param revision the canonical revision
 * @param account service account, for the principal
 */
record Peer(
        String workload,
        String namespace,
        String app,
        String version,
        String service,
        String revision,
        String account) {
    static final String UNKNOWN_WORD = "unknown";
    static final Peer UNKNOWN =
            new Peer(UNKNOWN_WORD, UNKNOWN_WORD, UNKNOWN_WORD, UNKNOWN_WORD, UNKNOWN_WORD, "latest", UNKNOWN_WORD);

    /** The header by which a source proxy introduces itself; the destination's proxy takes it off. */
    static final String HEADER = "x-envoy-peer-metadata";

    static Peer of(ObjectNode pod) {
        Map<String, String> labels = labels(pod.path("metadata").path("labels"));
        String account = pod.path("spec").path("serviceAccountName").asText("default");
        return of(workload(pod, labels), pod.path("metadata").path("namespace").asText("default"), labels, account);
    }

    static Peer of(String workload, String namespace, Map<String, String> labels, String account) {
        return new Peer(
                workload,
                namespace,
                any(labels, "app").orElse(UNKNOWN_WORD),
                any(labels, "version").orElse(UNKNOWN_WORD),
                any(labels, "service.istio.io/canonical-name", "app.kubernetes.io/name", "app")
                        .orElse(workload),
                any(labels, "service.istio.io/canonical-revision", "app.kubernetes.io/version", "version")
                        .orElse("latest"),
                account);
    }

    static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(labels);
    }

    /** The owner's owner: a ReplicaSet's name without the hash that its pods carry as a label. */
    private static String workload(ObjectNode pod, Map<String, String> labels) {
        JsonNode owner = pod.path("metadata").path("ownerReferences").path(0);
        String name = owner.path("name").asText("");
        if (name.isEmpty()) {
            return pod.path("metadata").path("name").asText(UNKNOWN_WORD);
        }
        String hash = "-" + labels.getOrDefault("pod-template-hash", "");
        boolean replicaSet = owner.path("kind").asText().equals("ReplicaSet") && hash.length() > 1;
        return replicaSet && name.endsWith(hash) ? name.substring(0, name.length() - hash.length()) : name;
    }

    private static Optional<String> any(Map<String, String> labels, String... names) {
        for (String name : names) {
            if (!labels.getOrDefault(name, "").isEmpty()) {
                return Optional.ofNullable(labels.get(name));
            }
        }
        return Optional.empty();
    }

    String principal() {
        return this.equals(UNKNOWN) ? UNKNOWN_WORD : "spiffe://cluster.local/ns/" + namespace + "/sa/" + account;
    }

    String encode() {
        String text = String.join("\n", workload, namespace, app, version, service, revision, account);
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The sender of a request: unknown if it has no sidecar, or says what no sidecar says. */
    static Peer of(Request request) {
        return request.headers().first(HEADER).flatMap(Peer::decoded).orElse(UNKNOWN);
    }

    /** Reads what {@link #encode} wrote; empty if it is none of that. */
    static Optional<Peer> decoded(String text) {
        try {
            String plain = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = new ArrayList<>(plain.lines().toList());
            return parts.size() != 7
                    ? Optional.empty()
                    : Optional.of(new Peer(
                            parts.get(0),
                            parts.get(1),
                            parts.get(2),
                            parts.get(3),
                            parts.get(4),
                            parts.get(5),
                            parts.get(6)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
