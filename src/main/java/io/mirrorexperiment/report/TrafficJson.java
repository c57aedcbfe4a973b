package io.mirrorexperiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.Copying;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Latency;
import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Reasons;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.graph.Treatment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The traffic for programs. Every field is always there, {@code null} where nothing is known. */
final class TrafficJson {
    /** Changes when a reader of the old form could not read the new one. */
    static final String SCHEMA = "mirror-experiment.io/graph/v1";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TrafficJson() {}

    static String text(Graph graph) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.setAll(of(graph));
        return written(root);
    }

    static String written(JsonNode root) {
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the traffic cannot be written as JSON", e);
        }
    }

    /** Within the report of a run. */
    static ObjectNode of(Sight sight) {
        if (sight instanceof Sight.Seen seen) {
            return of(seen.graph());
        }
        return JsonNodeFactory.instance.objectNode().put("unseen", Clean.line(((Sight.Unseen) sight).because()));
    }

    static ObjectNode of(Graph graph) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("until", graph.at().toString());
        node.put("windowSeconds", (double) graph.window().toMillis() / 1000);
        ArrayNode edges = node.putArray("edges");
        graph.edges().forEach(edge -> edges.add(edge(edge, graph)));
        ArrayNode treatments = node.putArray("treatments");
        graph.treatments().forEach(treatment -> treatments.add(treatment(treatment)));
        node.set("remarks", texts(graph.remarks()));
        return node;
    }

    private static ObjectNode edge(Edge edge, Graph graph) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("source", peer(edge.source()));
        node.set("service", service(edge.service()));
        node.set("destination", peer(edge.destination()));
        node.put("protocol", Clean.line(edge.protocol()));
        node.set("mirror", or(edge.copying(), TrafficJson::copying));
        node.set("reporters", reporters(edge));
        node.set("reasons", texts(Reasons.of(edge, graph.treatments())));
        return node;
    }

    static ObjectNode reporters(Edge edge) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("source", or(edge.atSource(), TrafficJson::flow));
        node.set("destination", or(edge.atDestination(), TrafficJson::flow));
        node.set("waypoint", or(edge.atWaypoint(), TrafficJson::flow));
        return node;
    }

    /** Null where nobody knows who it is. */
    static JsonNode peer(Peer peer) {
        if (peer.isUnknown()) {
            return NullNode.getInstance();
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("cluster", word(peer.cluster()))
                .put("namespace", word(peer.namespace()))
                .put("workload", word(peer.workload()))
                .put("app", word(peer.app()))
                .put("version", word(peer.version()));
    }

    static JsonNode service(Service service) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("namespace", word(service.namespace()))
                .put("name", word(service.name()));
    }

    static JsonNode copying(Copying copying) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("where", Clean.line(copying.where()));
        number(node, "percent", copying.percent());
        return node.put("only", copying.only());
    }

    static JsonNode flow(Flow flow) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("requestsPerSecond", flow.requests());
        node.put("failedPerSecond", flow.failed());
        node.put("errorShare", flow.errorShare());
        node.set("latencyMillis", latency(flow.latency()));
        ObjectNode flags = node.putObject("flagsPerSecond");
        flow.flags().forEach((flag, rate) -> flags.put(Clean.line(flag), rate));
        node.set("tcp", or(flow.bytes(), TrafficJson::bytes));
        return node;
    }

    private static ObjectNode latency(Latency latency) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        number(node, "mean", latency.mean());
        number(node, "p50", latency.p50());
        number(node, "p90", latency.p90());
        number(node, "p95", latency.p95());
        number(node, "p99", latency.p99());
        return node;
    }

    private static ObjectNode bytes(Bytes bytes) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("sentPerSecond", bytes.sent())
                .put("receivedPerSecond", bytes.received())
                .put("connectionsPerSecond", bytes.opened());
    }

    private static ObjectNode treatment(Treatment treatment) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", treatment.kind().name().toLowerCase(Locale.ROOT));
        node.set("service", service(treatment.service()));
        node.put("where", Clean.line(treatment.where()));
        node.put("words", Clean.line(treatment.words()));
        number(node, "percent", treatment.percent());
        return node;
    }

    static <T> JsonNode or(Optional<T> value, Function<T, JsonNode> form) {
        return value.map(form).orElse(NullNode.getInstance());
    }

    private static void number(ObjectNode node, String name, OptionalDouble number) {
        if (number.isPresent()) {
            node.put(name, number.getAsDouble());
        } else {
            node.putNull(name);
        }
    }

    private static String word(String word) {
        return Clean.line(word);
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> array.add(Clean.line(text)));
        return array;
    }
}
