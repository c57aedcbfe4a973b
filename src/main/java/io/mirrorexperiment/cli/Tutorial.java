package io.mirrorexperiment.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import io.mirrorexperiment.sandbox.SampleApp;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;

/** Iter8's tutorial on mirrored traffic, step by step: its files are applied as they are, its experiment is run, everything is cleaned up. */
final class Tutorial implements AutoCloseable {
    private static final Duration SCRAPE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The file's own. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final String NAMESPACE =
            "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}";

    private static final Map<String, String> FILES = files();

    private final Host host;
    private final ViewFlags view;
    private final DemoOptions options;
    private final DemoFolder folder;
    private final Sandbox sandbox;
    private boolean tidy;

    private Tutorial(Host host, ViewFlags view, DemoOptions options, DemoFolder folder, Sandbox sandbox) {
        this.host = host;
        this.view = view;
        this.options = options;
        this.folder = folder;
        this.sandbox = sandbox;
    }

    /** Starts the world, empty but for Knative and the mesh, and writes the tutorial's files. */
    static Tutorial open(Host host, ViewFlags view, DemoOptions options, DemoFolder folder) {
        var images = new HashMap<>(SampleApp.images());
        images.put(SampleApp.DARK, options.darkProfile(SampleApp.images(), SampleApp.DARK));
        Sandbox sandbox = Sandbox.start(SandboxOptions.sampleApp()
                .withMesh(MeshOptions.defaults()
                        .withShadowSuffix(true)
                        .withSeed(options.seed)
                        .withSpeed(options.speed))
                .withScrapeInterval(DemoSpec.faster(SCRAPE, options.speed, Duration.ofMillis(50)))
                .withImages(images));
        folder.write(folder.kubeconfig(), sandbox.kubeconfig());
        FILES.forEach((name, text) -> folder.write(folder.path().resolve(name), text));
        return new Tutorial(host, view, options, folder, sandbox);
    }

    /**
     * Plays it; returns the run's exit code, or that of a run that is stuck where something is left of it.
     *
     * @param keep whether the tutorial's objects stay
     */
    int play(boolean keep) {
        apply("service.yaml");
        apply("routing-rules.yaml");
        step("kubectl wait --for=condition=Ready ksvc/sample-app");
        await("the Knative Service is not ready", this::isReady);
        step("kubectl label namespace default istio-injection=enabled");
        sandbox.apply(NAMESPACE);
        apply("curl.yaml");
        await("the load has not begun", () -> sandbox.awaitPods(PATIENCE));
        pass(DemoSpec.faster(DemoSpec.BASELINE.plus(SCRAPE.multipliedBy(4)), options.speed, Duration.ofSeconds(3)));
        say("example.com is served by sample-app-v1; 40 % of its requests are copied to sample-app-v2.");
        Aftermath aftermath = new Aftermath(view.people(host), snapshot(), this::snapshot);
        view.epilogue = () -> {
            aftermath.run();
            if (options.promote) {
                traffic();
            }
            tidy = keep || cleanUp();
        };
        int code = run();
        return aftermath.clean() && tidy ? code : Refusal.STUCK;
    }

    /** How to look at it, once it has been played. */
    List<String> ways() {
        return List.of(
                "  cd " + folder.path(),
                "  export KUBECONFIG=" + folder.kubeconfig(),
                "  kubectl get ksvc,revisions,virtualservices,pods",
                "  kubectl logs job/curl -c curl",
                "  kubectl apply -f experiment.yaml && kubectl get experiments",
                "  mirror-experiment run experiment.yaml --set spec.metrics.prometheus.url=" + sandbox.prometheusUrl());
    }

    /** Which revision users get now, by the Service and by the domain's route. */
    private void traffic() {
        step("kubectl get ksvc sample-app -o jsonpath={.status.traffic}");
        services().forEach(service -> say(service.path("status").path("traffic").toString()));
        step("kubectl get virtualservice example-routing -o jsonpath={.spec.http[1].route[0].headers.request.set}");
        sandbox.cluster().view().list("virtualservices.networking.istio.io").stream()
                .filter(route -> route.at("/metadata/name").asText().equals("example-routing"))
                .forEach(route ->
                        say(route.at("/spec/http/1/route/0/headers/request/set").toString()));
        say("");
    }

    private Stream<ObjectNode> services() {
        return sandbox.cluster().view().list("services.serving.knative.dev").stream();
    }

    /** Deletes the tutorial's objects; whether nothing is left of them. */
    private boolean cleanUp() {
        for (String name : List.of("curl.yaml", "routing-rules.yaml", "service.yaml")) {
            step("kubectl delete -f " + name);
            sandbox.cluster().delete(FILES.getOrDefault(name, ""));
        }
        boolean none = awaited(() -> left().isEmpty());
        say(none ? "Nothing is left of it." : "Something is left of it: " + left());
        say("");
        return none;
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("service.yaml", SampleApp.service());
        files.put("routing-rules.yaml", SampleApp.routingRules());
        files.put("curl.yaml", SampleApp.load());
        files.put("experiment.yaml", SampleApp.experiment());
        return files;
    }

    private int run() {
        List<String> words = new ArrayList<>(
                List.of(folder.path().resolve("experiment.yaml").toString(), "--shortest-interval", "10"));
        words.addAll(List.of("--kubeconfig", folder.kubeconfig().toString()));
        words.addAll(List.of("--journal-folder", folder.journals().toString()));
        words.addAll(List.of("--set", "spec.metrics.prometheus.url=" + sandbox.prometheusUrl()));
        words.addAll(List.of("--set", "spec.duration.interval=" + faster(INTERVAL)));
        words.addAll(List.of("--set", "spec.protection.baseline=" + faster(DemoSpec.BASELINE)));
        if (options.promote) {
            words.addAll(List.of("--promotion", "auto"));
        }
        step("mirror-experiment run experiment.yaml" + (options.promote ? " --promotion auto" : ""));
        RunCommand command = new RunCommand(host);
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.toArray(String[]::new));
        view.lend(command.view);
        return command.call();
    }

    private String faster(Duration time) {
        return DemoSpec.faster(time, options.speed, Duration.ofMillis(100)).toMillis() + "ms";
    }

    private void apply(String file) {
        step("kubectl apply -f " + file);
        sandbox.apply(FILES.getOrDefault(file, ""));
    }

    private boolean isReady() {
        return services()
                .flatMap(service -> StreamSupport.stream(
                        service.path("status").path("conditions").spliterator(), false))
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }

    private List<ObjectNode> left() {
        ClusterView cluster = sandbox.cluster().view();
        return Stream.of("services.serving.knative.dev", "pods", "jobs.batch", "virtualservices.networking.istio.io")
                .flatMap(kind -> cluster.list(kind).stream())
                .toList();
    }

    private Snapshot snapshot() {
        return Snapshot.of(sandbox.cluster().view());
    }

    private static void await(String trouble, BooleanSupplier until) {
        if (!awaited(until)) {
            throw Refusal.nothingChanged(trouble + " after " + PATIENCE.toSeconds() + " s; is this machine very busy?");
        }
    }

    private static boolean awaited(BooleanSupplier until) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!until.getAsBoolean() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(20_000_000);
        }
        return until.getAsBoolean();
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void step(String command) {
        say("$ " + command);
    }

    private void say(String line) {
        view.people(host).out().println(line);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
