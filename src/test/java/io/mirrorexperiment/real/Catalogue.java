package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Tasks and the Pipeline of the catalogue, installed by kubectl as their README says, for a shop with customers. They run in the shop's
 * own namespace, or in one of their own. All of it goes when this is closed.
 */
final class Catalogue implements AutoCloseable {
    static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    private static final Path TASKS = Path.of("tekton", "task");
    static final Path GATE = TASKS.resolve("mirror-experiment/0.1");
    private static final double RATE = 15;
    private static final String EXPERIMENT = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: reviews-v2}
            data:
              mirror-experiment.yaml: |
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: "testbed.local/reviews:2.0", readyWithin: 60s}
                  mirror: {percent: 100, methods: ["*"], settle: 3s, flowWithin: 40s}
                  metrics: {prometheus: {url: "http://prometheus.istio-system:9090"}}
                  objectives:
                  - {metric: error-rate, upperLimit: 0.01}
                  duration: {interval: 2s, iterations: %d, warmUp: 1}
                  decision: {rule: point}
                  protection: {baseline: 4s}
            """;

    private final Shop shop;
    private final String namespace;
    private final Sight before;
    private final Customers customers;

    private Catalogue(Shop shop, String namespace, int iterations) {
        this.shop = shop;
        this.namespace = namespace;
        for (String task : List.of("", "-clean-up", "-start", "-evaluate", "-finish")) {
            String name = "mirror-experiment" + task;
            kubectl(
                    "apply",
                    "-f",
                    TASKS.resolve(name + "/0.1/" + name + ".yaml").toString());
        }
        shop.kubectl("apply", "-f", "resources/rbac/run.yaml", "-f", "resources/rbac/journal.yaml");
        apply("experiment.yaml", EXPERIMENT.formatted(iterations));
        apply("pipeline.yaml", Sample.of("pipeline.yaml", "Pipeline").toString());
        apply("parts.yaml", Sample.of(Sample.PARTS, "Pipeline").toString());
        shop.kubectl("apply", "-f", GATE.resolve("support/rbac.yaml").toString());
        this.before = Sight.of(shop);
        this.customers = shop.customers(RATE);
    }

    /** In the shop's own namespace, where Istio puts sidecars into pods. */
    static Catalogue in(Shop shop, int iterations) {
        return new Catalogue(shop, shop.namespace(), iterations);
    }

    /** In a namespace of their own, where Pod Security enforces {@code restricted}, with rights in the shop's by two RoleBindings. */
    static Catalogue apart(Shop shop, int iterations) {
        String own = shop.namespace() + "-ci";
        Bed bed = shop.bed();
        bed.kubectl("create", "namespace", own);
        bed.kubectl("label", "namespace", own, "testbed=shop", "pod-security.kubernetes.io/enforce=restricted");
        bed.kubectl("-n", own, "create", "serviceaccount", "mirror-experiment");
        for (String role : List.of("mirror-experiment", "mirror-experiment-journal")) {
            shop.kubectl(
                    "create",
                    "rolebinding",
                    "ci-" + role,
                    "--role=" + role,
                    "--serviceaccount=" + own + ":mirror-experiment");
        }
        return new Catalogue(shop, own, iterations);
    }

    private void apply(String name, String text) {
        kubectl("apply", "-f", shop.write(name, text).toString());
    }

    /** Starts the sample's PipelineRun under that name, with a dark version of that image. */
    void pipeline(String name, String image) {
        ObjectNode run = Sample.named(Sample.of("pipeline.yaml", "PipelineRun"), name);
        Sample.params(run, Map.of("namespace", shop.namespace(), "image", image, "gate-image", GateImage.reference()));
        apply(name + ".yaml", run.toString());
    }

    /** Starts the PipelineRun of the sample in parts under that name. */
    void parts(String name) {
        ObjectNode run = Sample.named(Sample.of(Sample.PARTS, "PipelineRun"), name);
        Sample.params(run, Map.of("namespace", shop.namespace(), "gate-image", GateImage.reference()));
        apply(name + ".yaml", run.toString());
    }

    /** Starts the sample's TaskRun of the gate under that name. */
    void gate(String name, String timeout) {
        ObjectNode run = Sample.named(Sample.of("taskrun.yaml", "TaskRun"), name);
        Sample.params(run, Map.of("namespace", shop.namespace(), "image", GateImage.reference()));
        ((ObjectNode) run.path("spec")).put("timeout", timeout);
        apply(name + ".yaml", run.toString());
    }

    /** Ends, by the Task for it, what is left of the run of that name; returns what it said. */
    String cleanUp(String name) {
        String own = "clean-up-" + name;
        ObjectNode run = Sample.named(Sample.of("taskrun.yaml", "TaskRun"), own);
        Sample.params(run, Map.of("namespace", shop.namespace(), "name", name, "image", GateImage.reference()));
        ObjectNode spec = (ObjectNode) run.path("spec");
        spec.remove("workspaces");
        spec.putObject("taskRef").put("name", "mirror-experiment-clean-up");
        apply(own + ".yaml", run.toString());
        JsonNode ended = ended("taskrun", own);
        String said = said(own + "-pod", "clean-up");
        assertThat(ended.at("/status/conditions/0/status").asText()).as(said).isEqualTo("True");
        return said;
    }

    /** Waits until that run has mirrored for two looks. */
    void mirrors(String pod) {
        Patiently.until("the mirror is open", LONGEST_RUN, this::isMirrored);
        Patiently.until(
                "look 2", Duration.ofSeconds(60), () -> said(pod, "gate").contains("look 2/"));
        assertThat(isMirrored())
                .as(() -> "it still mirrors: " + said(pod, "gate"))
                .isTrue();
    }

    boolean isMirrored() {
        return shop.kubectl("get", "virtualservice", "reviews", "-o", "yaml").contains("mirrorPercentage");
    }

    /** Waits until that PipelineRun or TaskRun has ended, and returns it. */
    JsonNode ended(String kind, String name) {
        Patiently.until("the end of " + name, LONGEST_RUN, () -> object(kind, name)
                .at("/status")
                .has("completionTime"));
        return object(kind, name);
    }

    JsonNode object(String kind, String name) {
        return read(kubectl("get", kind, name, "-o", "json"));
    }

    /** The objects of a kind whose names begin so. */
    List<JsonNode> objects(String kind, String prefix) {
        return named(kubectl("get", kind, "-o", "json"), prefix);
    }

    /** The journals in the shop: a run's id is in the name of its first one. */
    List<String> journals() {
        return named(shop.kubectl("get", "configmap", "-o", "json"), "mirror-experiment-journal.").stream()
                .map(journal -> journal.at("/metadata/name").asText())
                .toList();
    }

    private static List<JsonNode> named(String list, String prefix) {
        Stream.Builder<JsonNode> found = Stream.builder();
        read(list).path("items").forEach(found);
        return found.build()
                .filter(object -> object.at("/metadata/name").asText().startsWith(prefix))
                .toList();
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a step's container said so far. */
    String said(String pod, String step) {
        return kubectl("logs", pod, "-c", "step-" + step);
    }

    /** The results of a run, by name. */
    static Map<String, String> results(JsonNode run) {
        Map<String, String> results = new TreeMap<>();
        run.at("/status/results")
                .forEach(result -> results.put(
                        result.path("name").asText(),
                        result.path("value").asText().strip()));
        return results;
    }

    String kubectl(String... words) {
        return shop.bed()
                .kubectl(Stream.concat(Stream.of("-n", namespace), Arrays.stream(words))
                        .toArray(String[]::new));
    }

    String namespace() {
        return namespace;
    }

    Shop shop() {
        return shop;
    }

    /** The shop is as before, but for the journals; no customer has lost a request. */
    void leftNothing() {
        assertThat(before.changesTo(Sight.of(shop).withoutRemains()))
                .as("what is left")
                .allMatch(change -> change.startsWith("ConfigMap mirror-experiment-journal."));
        customers.close();
        Customers.Count count = customers.count();
        assertThat(count.lost())
                .as(() -> count.answers() + " " + count.losses())
                .isZero();
    }

    @Override
    public void close() {
        customers.close();
        shop.bed().kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
        shop.close();
    }
}
