package io.mirrorexperiment.cli;

import io.mirrorexperiment.sandbox.Bookinfo;
import io.mirrorexperiment.sandbox.PodRuntime.LogLine;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The demo's little world: a cluster with its mesh and metrics in this process, and people who call productpage. */
final class Stage implements AutoCloseable {
    private static final Duration SCRAPE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The first requests find a process that has just begun: they are not to be the past that live is held against. */
    private static final Duration LEAST_PAST = Duration.ofSeconds(2);

    private static final String NAMESPACE = "default";
    private static final Map<String, String> DARK = Map.of("app", "reviews", "version", "v2");
    private static final Map<String, String> LIVE = Map.of("app", "reviews", "version", "v1");

    private final Sandbox sandbox;
    private final DemoOptions options;
    private final Thread intruder = new Thread(this::intrude, "demo-intruder");
    private volatile boolean closed;

    private Stage(Sandbox sandbox, DemoOptions options) {
        this.sandbox = sandbox;
        this.options = options;
    }

    /** Starts the world and waits until the shop is open. */
    static Stage open(DemoOptions options) {
        SandboxOptions bookshop = SandboxOptions.bookinfo()
                .withMesh(MeshOptions.defaults()
                        .withIgnoreMirrors(options.scenario == Scenario.MIRROR_BROKEN)
                        .withSeed(options.seed))
                .withScrapeInterval(DemoSpec.faster(SCRAPE, options.speed, Duration.ofMillis(50)))
                .withImages(Map.of(Bookinfo.DARK, options.darkProfile()))
                .withCluster(KubeOptions.defaults().withHaste(options.speed))
                .withProgram(OwnImage.program());
        Stage stage = new Stage(Sandbox.start(bookshop), options);
        if (!stage.sandbox.awaitPods(PATIENCE)) {
            stage.close();
            throw Refusal.nothingChanged(
                    "the demo's pods are not ready after " + PATIENCE.toSeconds() + " s; is this machine very busy?");
        }
        return stage;
    }

    String kubeconfig() {
        return sandbox.kubeconfig();
    }

    String prometheus() {
        return sandbox.prometheusUrl();
    }

    URI shop() {
        return sandbox.gatewayUrl().resolve("/productpage");
    }

    Snapshot snapshot() {
        return Snapshot.of(sandbox.cluster().view());
    }

    /** Whether a route has a mirror now. */
    boolean isMirrored() {
        return snapshot().fields().values().stream()
                .flatMap(fields -> fields.keySet().stream())
                .anyMatch(path -> path.contains(".mirror.") || path.contains(".mirrors["));
    }

    /** The live version's access log, oldest line first. */
    List<String> liveLog() {
        return log(LIVE);
    }

    /** The dark version's. */
    List<String> darkLog() {
        return log(DARK);
    }

    private List<String> log(Map<String, String> labels) {
        return sandbox.mesh().accessLog(NAMESPACE, labels).stream()
                .map(LogLine::text)
                .toList();
    }

    /**
     * People come, and call for as long as the live version needs for a past of its own. Where they are to leave, they have been away for
     * as long: from some last requests a plan would conclude that there is too little traffic.
     */
    void play() {
        var load = sandbox.load(LoadOptions.of(sandbox.gatewayUrl(), "bookshop.example", "/productpage")
                .withQps(options.load())
                .withSpacing(LoadOptions.Spacing.UNIFORM, options.seed));
        if (options.scenario == Scenario.CONTAMINATED) {
            intruder.setDaemon(true);
            intruder.start();
        }
        pass(() -> load.counts().sent() >= 1);
        if (options.scenario == Scenario.SILENT) {
            load.pause();
            pass(() -> true);
        }
    }

    /** As much time as live is held against, and until something holds: what was before is then out of sight. */
    private void pass(BooleanSupplier until) {
        Duration past = DemoSpec.faster(DemoSpec.BASELINE.plus(SCRAPE.multipliedBy(2)), options.speed, LEAST_PAST);
        long end = System.nanoTime() + past.toNanos();
        while (System.nanoTime() < end || !until.getAsBoolean()) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Calls the dark pods past every route, as soon as there are some. */
    private void intrude() {
        while (!closed) {
            List<URI> pods = sandbox.mesh().podUrls(NAMESPACE, DARK);
            if (!pods.isEmpty()) {
                sandbox.load(LoadOptions.of(pods.get(0), "reviews:9080", "/reviews/0")
                        .withQps(options.load()));
                return;
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        closed = true;
        sandbox.close();
    }
}
