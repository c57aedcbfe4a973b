package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.controller.Hands;
import io.mirrorexperiment.controller.Health;
import io.mirrorexperiment.controller.Observer;
import io.mirrorexperiment.controller.Settings;
import io.mirrorexperiment.controller.Subjects;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A world with controllers at work in it. */
final class ControlledWorld implements AutoCloseable {
    static final Duration TERM = Duration.ofSeconds(3);

    private static final int MOST_MOVES = 3_000;

    final World world;
    private final Cluster reader;
    private final List<Controller> controllers = new ArrayList<>();

    ControlledWorld(String manifests) {
        this(new World(manifests));
    }

    ControlledWorld(World world) {
        this.world = world;
        this.reader = world.cluster();
        world.api.apply(definition("mirrorexperiments"));
    }

    static String definition(String name) {
        String path = "/crds/" + name + ".yaml";
        try (InputStream text =
                java.util.Objects.requireNonNull(ControlledWorld.class.getResourceAsStream(path), path)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Controller start(String identity, Observer... observers) {
        return start(world.cluster(), identity, observers);
    }

    Controller start(Cluster cluster, String identity, Observer... observers) {
        return start(cluster, Settings.LEASE, identity, World.PATIENCE, observers);
    }

    /** One whose runs put up with more trouble, or less. */
    Controller start(String identity, Patience patience) {
        return start(world.cluster(), Settings.LEASE, identity, patience);
    }

    /** One that need not wait until the Lease of another has run out. */
    Controller startBeside(String identity) {
        return start(world.cluster(), Settings.LEASE + "-beside", identity, World.PATIENCE);
    }

    private Controller start(Cluster cluster, String lease, String identity, Patience patience, Observer... observers) {
        Settings settings = new Settings(List.of(), "", lease, identity, 2, TERM, experiment -> patience);
        Controller controller = new Controller(cluster, settings, world.clock, Subjects.all(), List.of(observers));
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

    String run(String name) {
        return status(name).path("runId").asText();
    }

    /** What {@code kubectl describe} shows below an object: reasons and messages. */
    List<String> events(String name) {
        return world.api.view().list("events").stream()
                .filter(event -> event.at("/involvedObject/kind").asText().equals("MirrorExperiment")
                        && event.at("/involvedObject/name").asText().equals(name))
                .map(event -> event.path("reason").asText() + ": "
                        + event.path("message").asText())
                .toList();
    }

    Journal journal(String run) {
        return ClusterTexts.store(reader, "default", world.clock)
                .load(RunId.parse(run).orElseThrow())
                .orElseThrow();
    }

    boolean has(String name, Class<? extends Entry> kind) {
        return !run(name).isEmpty() && journal(run(name)).has(kind);
    }

    String stage(String name) {
        return status(name).path("stage").asText();
    }

    boolean isOver(String name) {
        return stage(name).equals("Completed");
    }

    /** Whether its run is over and nothing keeps it from going away. */
    boolean isFree(String name) {
        return isOver(name)
                && object(name)
                        .filter(each -> each.at("/metadata/finalizers").isEmpty())
                        .isPresent();
    }

    void delete(String name) {
        world.api.delete(
                "{apiVersion: mirror-experiment.io/v1, kind: MirrorExperiment, metadata: {name: " + name + "}}");
    }

    /** What is there now, but for what a controller keeps for itself. */
    Map<String, String> settled() {
        Map<String, String> now = new TreeMap<>(world.now());
        now.keySet().removeIf(ControlledWorld::isOurs);
        return now;
    }

    /** What is not as it was before, but for what a controller keeps for itself. */
    List<String> changes() {
        return Objects.differences(world.before(), settled());
    }

    private static boolean isOurs(String address) {
        return Stream.of("configmaps/mirror-experiment-journal", "leases.coordination.k8s.io/" + Settings.LEASE)
                .anyMatch(address::startsWith);
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

    /** Time passes, whatever comes of it. */
    void pass(Duration time) {
        Instant end = world.clock.instant().plus(time);
        while (world.clock.instant().isBefore(end)) {
            world.moveTo(world.clock.instant().plusSeconds(2));
            controllers.forEach(Hands::look);
            await(() -> controllers.stream().allMatch(each -> each.health().busy() == 0));
        }
    }

    /** A little time passes, for what is tried again. */
    void creep() {
        world.moveTo(world.clock.instant().plusMillis(4));
        controllers.forEach(Hands::look);
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
