package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.Travels;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The travels demo's place in this process. */
final class TourSandbox implements TourPlace {
    private static final Duration SCRAPE = Duration.ofSeconds(1);
    private static final Duration LEAST_SCRAPE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoFolder folder;
    private final Sandbox sandbox;
    private final Cluster cluster;
    private final TourNumbers numbers;
    private final TourScenarios scenarios;

    private TourSandbox(DemoFolder folder, Sandbox sandbox, Duration scrape) {
        this.folder = folder;
        this.sandbox = sandbox;
        folder.write(folder.kubeconfig(), sandbox.kubeconfig());
        cluster = Cluster.connect(new ClusterOptions(
                Optional.of(folder.kubeconfig().toString()),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10)));
        numbers = TourNumbers.at(sandbox.prometheusUrl(), scrape.multipliedBy(2));
        scenarios = new TourScenarios(cluster);
    }

    /** Starts the agency and the portals. */
    static TourSandbox open(DemoOptions options, DemoFolder folder) {
        Duration scrape = DemoSpec.faster(SCRAPE, options.speed, LEAST_SCRAPE);
        Sandbox sandbox = Sandbox.start(SandboxOptions.travels()
                .withManifest(Travels.portals(options.qps / TourCounters.PORTALS.size()))
                .withMesh(MeshOptions.defaults().withSeed(options.seed).withSpeed(options.speed))
                .withScrapeInterval(scrape));
        TourSandbox place = new TourSandbox(folder, sandbox, scrape);
        place.awaitPods();
        return place;
    }

    @Override
    public void deploy(String manifests) {
        sandbox.apply(manifests);
        awaitPods();
    }

    private void awaitPods() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        if (!sandbox.awaitPods(PATIENCE)) {
            throw Refusal.nothingChanged(
                    "the demo's pods are not ready after " + PATIENCE.toSeconds() + " s; is this machine very busy?");
        }
    }

    @Override
    public void remove(String manifests) {
        sandbox.cluster().delete(manifests);
    }

    @Override
    public void putUp(Scenario scenario) {
        scenarios.putUp(scenario);
    }

    @Override
    public void takeDown(Target service) {
        scenarios.takeDown(service);
    }

    @Override
    public Snapshot snapshot() {
        return Snapshot.of(sandbox.cluster().view());
    }

    @Override
    public TourNumbers numbers() {
        return numbers;
    }

    /** How to look at it, once it has been played. */
    List<String> ways() {
        return List.of(
                "  export KUBECONFIG=" + folder.kubeconfig(),
                "  kubectl get pods,virtualservices,destinationrules -n " + Travels.AGENCY,
                "  kubectl logs deployment/travels-v1 -n " + Travels.AGENCY + " -c istio-proxy",
                "  curl '" + sandbox.prometheusUrl() + "/api/v1/query?query=istio_requests_total'");
    }

    @Override
    public void close() {
        numbers.close();
        cluster.close();
        sandbox.close();
    }
}
