package io.mirrorexperiment.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.mesh.Load;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import io.mirrorexperiment.sandbox.mesh.Mesh;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import io.mirrorexperiment.sandbox.mesh.Profiles;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole cluster in this process: a Kubernetes API, a mesh that runs its pods and obeys its Istio objects, and a metrics
 * server that scrapes the mesh; all on free ports of 127.0.0.1. Whoever uses it talks to it over the wire, as to a real
 * one. Thread-safe; {@link #close} ends every thread and port.
 */
public final class Sandbox implements AutoCloseable {
    private static final String PROMETHEUS = "prometheus.istio-system:9090";

    private final Profiles profiles = new Profiles();
    private final Mesh mesh;
    private final KubeApi cluster;
    private final MetricsServer metrics;
    private final NameProxy names;
    private final List<Load> loads = new CopyOnWriteArrayList<>();

    private Sandbox(SandboxOptions options) {
        options.images().forEach(profiles::put);
        mesh = new Mesh(profiles, tooled(options));
        cluster = KubeApi.start(options.cluster().withPods(mesh));
        mesh.follow(cluster.view());
        metrics = MetricsServer.start(MetricsOptions.scraping(mesh::scrapeTargets)
                .withScrapeInterval(options.scrapeInterval())
                .withClock(options.cluster().clock()));
        names = NameProxy.open(Map.of(PROMETHEUS, metrics.url()));
    }

    private MeshOptions tooled(SandboxOptions options) {
        MeshOptions tooled = options.mesh();
        for (SandboxOptions.Program program : options.programs()) {
            tooled = tooled.withTool(
                    program.repository(),
                    new HostProgram(() -> program.commands().apply(namesPort()), this::kubeconfigOf));
        }
        return tooled;
    }

    private String kubeconfigOf(String namespace, String account) {
        return cluster.kubeconfigFor(namespace, account);
    }

    /**
     * Starts the parts and applies the manifests; pods may not be ready yet, see {@link #awaitPods}.
     *
     * @throws RuntimeException if the cluster refuses a manifest; nothing is left running then
     */
    public static Sandbox start(SandboxOptions options) {
        Sandbox sandbox = new Sandbox(options);
        try {
            options.manifests().forEach(sandbox::apply);
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    /** A kubeconfig of somebody who may do everything, as YAML. */
    public String kubeconfig() {
        return cluster.kubeconfig();
    }

    /** Where the metrics server answers, as in {@code http://127.0.0.1:43211}. */
    public String prometheusUrl() {
        return metrics.url();
    }

    /** The port of 127.0.0.1 of a proxy by which processes reach {@code http://prometheus.istio-system:9090}, as pods do by that name. */
    public int namesPort() {
        return names.port();
    }

    /** Where the ingress gateway listens for port 80. */
    public URI gatewayUrl() {
        return mesh.gatewayUrl();
    }

    /** Applies objects, as an administrator would. */
    public void apply(String yaml) {
        cluster.apply(yaml);
    }

    /** Starts a load generator, which ends with the sandbox if not before. */
    public Load load(LoadOptions options) {
        Load load = Load.start(options);
        loads.add(load);
        return load;
    }

    /** The images that can be pulled; may be changed at any time. */
    public Profiles profiles() {
        return profiles;
    }

    /** The data plane. */
    public Mesh mesh() {
        return mesh;
    }

    /** The Kubernetes API. */
    public KubeApi cluster() {
        return cluster;
    }

    /** The metrics server. */
    public MetricsServer metrics() {
        return metrics;
    }

    /**
     * Waits until there are pods and all of them are ready or have done what they were for.
     *
     * @return false if they aren't in time
     */
    public boolean awaitPods(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!allReady()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return true;
    }

    private boolean allReady() {
        List<ObjectNode> pods = cluster.view().list("pods");
        return !pods.isEmpty() && pods.stream().allMatch(pod -> isReady(pod) || isDone(pod));
    }

    private static boolean isDone(ObjectNode pod) {
        return pod.path("status").path("phase").asText().equals("Succeeded");
    }

    private static boolean isReady(ObjectNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** Ends everything; waits some seconds at most. Idempotent. */
    @Override
    public void close() {
        loads.forEach(Load::close);
        names.close();
        metrics.close();
        cluster.close();
        mesh.close();
    }
}
