package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.shell.Tool;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a Pod object asks of its node, as far as the sandbox runs it: one application, with or without a sidecar.
 *
 * @param container name of the application's container
 * @param port the application's first container port
 * @param chore what its container does instead of serving, where its image is a tool
 * @param revision the Knative revision that it belongs to, if it does
 */
record PodSpec(
        String name,
        String namespace,
        Map<String, String> labels,
        String container,
        String image,
        int port,
        boolean sidecar,
        Optional<ChoreSpec> chore,
        Optional<RevisionName> revision,
        Peer peer) {
    static final String SIDECAR = "istio-proxy";

    static PodSpec of(ObjectNode pod, Map<String, Tool> tools) {
        JsonNode app = containers(pod, "containers")
                .filter(container -> !isSidecar(container))
                .findFirst()
                .orElse(pod.path("spec").path("containers").path(0));
        return new PodSpec(
                pod.path("metadata").path("name").asText(),
                pod.path("metadata").path("namespace").asText("default"),
                Peer.labels(pod.path("metadata").path("labels")),
                app.path("name").asText(),
                app.path("image").asText(),
                app.path("ports").path(0).path("containerPort").asInt(80),
                Stream.of("containers", "initContainers")
                        .flatMap(list -> containers(pod, list))
                        .anyMatch(PodSpec::isSidecar),
                ChoreSpec.of(app, pod, tools),
                RevisionName.of(pod),
                Peer.of(pod));
    }

    private static Stream<JsonNode> containers(ObjectNode pod, String list) {
        return StreamSupport.stream(pod.path("spec").path(list).spliterator(), false);
    }

    private static boolean isSidecar(JsonNode container) {
        return container.path("name").asText().equals(SIDECAR);
    }
}
