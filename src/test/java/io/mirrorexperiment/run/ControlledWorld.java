package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.controller.Hands;
import io.mirrorexperiment.controller.Health;
import io.mirrorexperiment.controller.Observer;
import io.mirrorexperiment.controller.OwnKind;
import io.mirrorexperiment.controller.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A world with controllers at work in it. */
final class ControlledWorld implements AutoCloseable {
    static final Duration TERM = Duration.ofSeconds(3);

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: mirrorexperiments.mirror-experiment.io}
            spec:
              group: mirror-experiment.io
              scope: Namespaced
              names: {plural: mirrorexperiments, singular: mirrorexperiment, kind: MirrorExperiment, listKind: MirrorExperimentList}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private static final int MOST_MOVES = 3_000;

    final World world;
    private final List<Controller> controllers = new ArrayList<>();

    ControlledWorld(String manifests) {
        this.world = new World(manifests);
        world.api.apply(DEFINITION);
    }

    Controller start(String identity, Observer... observers) {
        return start(world.cluster(), identity, observers);
    }

    Controller start(Cluster cluster, String identity, Observer... observers) {
        Settings settings =
                new Settings(List.of(), "", Settings.LEASE, identity, 2, TERM, experiment -> World.PATIENCE);
        Controller controller =
                new Controller(cluster, settings, world.clock, List.of(new OwnKind()), List.of(observers));
        controllers.add(controller);
        return controller;
    }

    void stop(Controller controller) {
        controllers.remove(controller);
        controller.close();
    }

    /** An experiment on {@code reviews}, as somebody would apply it. */
    void apply(String name, String more) {
        world.api.apply(spec(name, more));
    }

    String spec(String name, String more) {
        return """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: %s}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: "example/reviews:v2"}
                  mirror: {via: istio, percent: 50, methods: ["*"], flowWithin: 30s}
                  metrics: {prometheus: {url: "%s"}}
                  objectives:
                  - {metric: error-rate, upperLimit: 0.01}
                  decision: {rule: point}
                  duration: {interval: 10s, iterations: 2, warmUp: 1}
                  promotion: auto
                %s
                """.formatted(name, world.metrics.url(), more.indent(2));
    }

    Optional<ObjectNode> object(String name) {
        return world.api.view().list("mirrorexperiments.mirror-experiment.io").stream()
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    JsonNode status(String name) {
        return object(name)
                .<JsonNode>map(each -> each.path("status"))
                .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
    }

    String stage(String name) {
        return status(name).path("stage").asText();
    }

    /** Time passes as fast as the controllers keep up with it, until something is so. */
    void until(String what, BooleanSupplier so) {
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            await(() -> so.getAsBoolean() || isIdle());
            if (so.getAsBoolean()) {
                return;
            }
            world.moveTo(next());
            controllers.forEach(Hands::look);
        }
        throw new AssertionError("it never comes to it that " + what + ": " + describe());
    }

    private String describe() {
        return world.api.view().list("mirrorexperiments.mirror-experiment.io") + "\n"
                + world.api.view().list("events").stream()
                        .map(event -> event.path("reason").asText() + ": "
                                + event.path("message").asText())
                        .toList();
    }

    private Instant next() {
        Instant second = world.clock.instant().plusSeconds(1);
        return controllers.stream()
                .map(Hands::next)
                .filter(second::isAfter)
                .min(Instant::compareTo)
                .orElse(second);
    }

    /** Nobody has anything to do now, and somebody leads. */
    private boolean isIdle() {
        List<Health> all = controllers.stream().map(Controller::health).toList();
        return all.stream().anyMatch(Health::leads)
                && all.stream().allMatch(each -> each.current() && each.due() == 0 && each.busy() == 0);
    }

    static void await(BooleanSupplier so) {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("it does not come about");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        List.copyOf(controllers).forEach(this::stop);
        world.close();
    }
}
