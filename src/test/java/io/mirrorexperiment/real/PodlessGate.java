package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A shop with customers where Pipelines try versions without a pod: Tekton's own controller makes CustomRuns, ours attends to them, a process
 * of its own. All of it goes when this is closed.
 */
final class PodlessGate implements AutoCloseable {
    static final Duration LONGEST = Duration.ofMinutes(4);

    private static final String SAMPLE = "../../../../custom-task/mirror-experiment/0.1/samples/pipeline.yaml";
    private static final String DEFINITION = "resources/crds/mirrorexperiments.yaml";
    private static final double RATE = 15;
    private static final String TEMPLATE = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2}
            spec:
              suspend: true
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: "testbed.local/reviews:2.0", readyWithin: 60s}
              mirror: {percent: 100, methods: ["*"], settle: 3s, flowWithin: 40s}
              metrics: {prometheus: {url: "%s"}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              duration: {interval: 2s, iterations: %d, warmUp: 1}
              decision: {rule: point}
              protection: {baseline: 4s}
            """;

    private final Shop shop;
    private final Sight before;
    private final Customers customers;
    private final GateProcess controller;

    private PodlessGate(Shop shop, int iterations) {
        this.shop = shop;
        shop.bed().kubectl("apply", "--server-side", "--force-conflicts", "-f", DEFINITION);
        shop.bed().kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", DEFINITION);
        shop.apply("template", TEMPLATE.formatted(shop.bed().prometheus(), iterations));
        this.before = Sight.of(shop);
        this.customers = shop.customers(RATE);
        List<String> words = List.of("controller", "--namespace", shop.namespace(), "--lease", shop.namespace());
        this.controller =
                GateProcess.start(shop.folder().resolve("home"), shop.bed().kubeconfig(), words);
    }

    static PodlessGate in(Shop shop, int iterations) {
        return new PodlessGate(shop, iterations);
    }

    /** The sample's Pipeline, as it is. */
    static ObjectNode sample() {
        return Sample.of(SAMPLE, "Pipeline");
    }

    /** The same with these words about its task "try", and without its parameters but for the image. */
    static ObjectNode strict(Map<String, ?> words) {
        ObjectNode pipeline = sample();
        ObjectNode task = (ObjectNode) pipeline.at("/spec/tasks/0");
        task.putArray("params").addObject().put("name", "spec.dark.image").put("value", "$(params.image)");
        task.remove(List.of("timeout", "retries"));
        words.forEach(task::putPOJO);
        return pipeline;
    }

    /** Starts a PipelineRun of that name, with a dark version of that image. */
    void start(String name, ObjectNode pipeline, String image) {
        ObjectNode run = new ObjectMapper()
                .createObjectNode()
                .put("apiVersion", "tekton.dev/v1")
                .put("kind", "PipelineRun");
        run.putObject("metadata").put("name", name);
        run.putObject("spec").set("pipelineSpec", pipeline.path("spec"));
        Sample.params(run, Map.of("image", "testbed.local/reviews:" + image));
        shop.apply(name, run.toString());
    }

    /** Waits until that CustomRun has a run. */
    void begins(String name) {
        until("the beginning", name, () -> object("customrun", name)
                .at("/status/extraFields")
                .has("run"));
    }

    /** Waits until the mirror is open, and the run of that CustomRun has looked twice. */
    void mirrors(String name) {
        until(
                "look 2",
                name,
                () -> object("customrun", name)
                                .at("/status/extraFields/completedIterations")
                                .asInt()
                        >= 2);
        assertThat(isMirrored()).as(controller::said).isTrue();
    }

    boolean isMirrored() {
        return shop.kubectl("get", "virtualservice", "reviews", "-o", "yaml").contains("mirrorPercentage");
    }

    /** Waits until that PipelineRun or CustomRun has ended, and returns it. */
    JsonNode ended(String kind, String name) {
        until("the end", name, () -> object(kind, name).at("/status").has("completionTime"));
        return object(kind, name);
    }

    private void until(String what, String name, BooleanSupplier comesAbout) {
        Patiently.until(what + " of " + name, LONGEST, () -> {
            assertThat(controller.hasEnded()).as(controller::said).isFalse();
            return comesAbout.getAsBoolean();
        });
    }

    JsonNode object(String kind, String name) {
        return read(shop.kubectl("get", kind, name, "--ignore-not-found", "-o", "json"));
    }

    /** The tasks that Tekton has made pods for, one word for each pod. */
    List<String> pods() {
        List<String> tasks = new ArrayList<>();
        read(shop.kubectl("get", "pods", "-l", "tekton.dev/pipelineTask", "-o", "json"))
                .path("items")
                .forEach(pod -> tasks.add(pod.at("/metadata/labels")
                        .path("tekton.dev/pipelineTask")
                        .asText()));
        return tasks;
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shop shop() {
        return shop;
    }

    /** The shop is as before, but for the journals. */
    void leftNothing() {
        assertThat(before.changesTo(Sight.of(shop).withoutRemains()))
                .as(controller::said)
                .allMatch(change -> change.startsWith("ConfigMap mirror-experiment-journal."));
    }

    /** No customer has lost a request, and the controller goes in good order. */
    void allIsWell() {
        customers.close();
        assertThat(customers.count().losses()).as("users notice nothing").isEmpty();
        controller.signal("TERM");
        assertThat(controller.exit()).as(controller::said).isZero();
    }

    @Override
    public void close() {
        customers.close();
        // A CustomRun goes only when the controller has let it go.
        shop.kubectl("delete", "pipelinerun", "--all", "--timeout=60s");
        controller.close();
        shop.close();
    }
}
