package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A Kubernetes Service: a name, and which pods stand behind it.
 *
 * @param home the namespace of those pods: the Service's own, but for Knative's public ones
 * @param alias the host that an ExternalName stands for, or empty
 */
record KubeService(
        String name, String namespace, String home, Map<String, String> selector, List<Port> ports, String alias) {
    private static final String KNATIVE_TYPE = "networking.internal.knative.dev/serviceType";

    /** One port; {@code target} is the container's, if the Service names it by number. */
    record Port(int number, int target) {
        static Port of(JsonNode node) {
            int number = node.path("port").asInt();
            return new Port(number, node.path("targetPort").asInt(number));
        }
    }

    static KubeService of(ObjectNode object) {
        List<Port> ports = new ArrayList<>();
        object.path("spec").path("ports").forEach(port -> ports.add(Port.of(port)));
        JsonNode spec = object.path("spec");
        String namespace = object.path("metadata").path("namespace").asText("default");
        boolean activated = object.path("metadata")
                .path("labels")
                .path(KNATIVE_TYPE)
                .asText()
                .equals("Public");
        return new KubeService(
                object.path("metadata").path("name").asText(),
                namespace,
                activated ? Activator.NAMESPACE : namespace,
                activated ? Activator.LABELS : Peer.labels(spec.path("selector")),
                List.copyOf(ports),
                spec.path("type").asText().equals("ExternalName")
                        ? spec.path("externalName").asText()
                        : "");
    }

    String host() {
        return HostName.of(name, namespace);
    }

    boolean selects(Endpoint endpoint) {
        return !selector.isEmpty()
                && endpoint.peer().namespace().equals(home)
                && endpoint.labels().entrySet().containsAll(selector.entrySet());
    }

    /** The port to use where a destination names none: the only one, or else the one that was asked for. */
    int portFor(OptionalInt named, int asked) {
        return named.orElse(ports.size() == 1 ? ports.get(0).number() : asked);
    }

    OptionalInt target(int number) {
        return ports.stream()
                .filter(port -> port.number() == number)
                .mapToInt(Port::target)
                .findFirst();
    }
}
