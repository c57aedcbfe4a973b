package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.ScrapeTarget;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The sandbox's data plane: runs pods as real HTTP servers, with sidecars where they have them, behind an ingress
 * gateway; all on free ports of 127.0.0.1. The proxies obey Services and Istio's objects as they were one push delay
 * ago. Thread-safe; {@link #close} ends every thread and port.
 */
public final class Mesh implements PodRuntime, AutoCloseable {
    private static final int MOST_COPIES_AT_ONCE = 512;
    private static final Set<String> WATCHED = Set.of(
            "services",
            "pods",
            "virtualservices.networking.istio.io",
            "destinationrules.networking.istio.io",
            "gateways.networking.istio.io",
            GatewayRoutes.RESOURCE,
            GatewayRoutes.GATEWAYS,
            "revisions.serving.knative.dev");

    private final Profiles profiles;
    private final MeshOptions options;
    private final Fabric fabric;
    private final IngressGateway gateway;
    private final Activator activator;
    private final ScheduledExecutorService timer = Crew.timer("mesh-timer");
    private final List<PodProcess> pods = new CopyOnWriteArrayList<>();
    private final List<MeshClient> clients = new CopyOnWriteArrayList<>();
    private final AtomicBoolean pushPending = new AtomicBoolean();
    private volatile ClusterView view = new Nothing();
    private volatile RouteTable routes = new RouteTable(view);

    /** A mesh without any object; see {@link #follow}. */
    public Mesh(Profiles profiles, MeshOptions options) {
        this.profiles = profiles;
        this.options = options;
        this.fabric = new Fabric(
                options,
                new Dice(options.seed()),
                new Endpoints(),
                () -> routes,
                new StrainLedger(),
                new RevisionDemand(options.clock()),
                Crew.of("mirror", MOST_COPIES_AT_ONCE));
        this.gateway = new IngressGateway(fabric);
        this.activator = new Activator(fabric);
        fabric.endpoints().add(gateway);
        fabric.endpoints().add(activator);
    }

    /** Obeys the objects of that cluster from now on; to be called once. */
    public void follow(ClusterView cluster) {
        view = cluster;
        cluster.onChange((resource, type, object) -> {
            if (WATCHED.contains(resource)) {
                pushSoon();
            }
        });
        push();
    }

    /** Changes that come while a push is on its way are in that push. */
    private void pushSoon() {
        if (pushPending.compareAndSet(false, true)) {
            later(this::push, options.pushDelay().toNanos());
        }
    }

    private void push() {
        pushPending.set(false);
        RouteTable fresh = new RouteTable(view);
        gateway.obey(fresh.gatewayServers());
        view.list("pods").forEach(this::relabel);
        routes = fresh;
    }

    private void relabel(ObjectNode pod) {
        PodSpec now = PodSpec.of(pod, options.tools());
        pods.stream()
                .filter(running -> running.spec().name().equals(now.name()))
                .filter(running -> running.spec().namespace().equals(now.namespace()))
                .forEach(running -> running.relabel(now.labels()));
    }

    @Override
    public RunningPod start(ObjectNode pod) {
        PodProcess process = new PodProcess(PodSpec.of(pod, options.tools()), fabric, profiles);
        pods.removeIf(PodProcess::isStopped);
        pods.add(process);
        fabric.endpoints().add(process);
        tryLater(process);
        return process;
    }

    @Override
    public Optional<String> resolve(String image) {
        return profiles.find(image).map(known -> profiles.imageId(image));
    }

    @Override
    public Optional<Instant> lastBusy(String namespace, String revision) {
        return fabric.demand().lastBusy(namespace, revision);
    }

    private void tryLater(PodProcess process) {
        later(
                () -> {
                    if (!process.tryToOpen()) {
                        tryLater(process);
                    }
                },
                process.untilNextTry().toNanos());
    }

    private void later(Runnable work, long nanos) {
        var unused = timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
    }

    /** The ingress gateway's address for port 80; requests need a Host that a Gateway object lets in. */
    public URI gatewayUrl() {
        return gateway.url(IngressGateway.HTTP);
    }

    /**
     * The ingress gateway's address for a port that Gateway objects name.
     *
     * @throws IllegalArgumentException if none does
     */
    public URI gatewayUrl(int port) {
        return gateway.url(port);
    }

    /** The gateway's access log, oldest line first. */
    public List<LogLine> gatewayLog() {
        return gateway.log().lines();
    }

    /** A new client in the mesh; it ends with the mesh, if not before. */
    public MeshClient client(String workload, String namespace, Map<String, String> labels) {
        MeshClient client = new MeshClient(workload, namespace, labels, fabric);
        clients.add(client);
        return client;
    }

    /** The address of a pod itself, past every route; empty while it isn't ready. */
    public Optional<URI> podUrl(String namespace, String name) {
        return readyPods(namespace)
                .filter(pod -> pod.spec().name().equals(name))
                .map(Mesh::url)
                .findFirst();
    }

    /** The addresses of all ready pods that have these labels, past every route. */
    public List<URI> podUrls(String namespace, Map<String, String> labels) {
        return readyPods(namespace)
                .filter(pod -> pod.labels().entrySet().containsAll(labels.entrySet()))
                .map(Mesh::url)
                .toList();
    }

    /** The access logs of the sidecars of all running pods that have these labels, oldest line first. */
    public List<LogLine> accessLog(String namespace, Map<String, String> labels) {
        return pods.stream()
                .filter(pod -> pod.spec().namespace().equals(namespace))
                .filter(pod -> pod.labels().entrySet().containsAll(labels.entrySet()))
                .flatMap(pod -> pod.logs(PodSpec.SIDECAR).stream().flatMap(List::stream))
                .sorted(Comparator.comparing(LogLine::at))
                .toList();
    }

    /** What one container of a pod that still exists wrote, oldest line first. */
    public List<LogLine> log(String namespace, String pod, String container) {
        return pods.stream()
                .filter(running -> running.spec().namespace().equals(namespace))
                .filter(running -> running.spec().name().equals(pod))
                .flatMap(running -> running.logs(container).stream().flatMap(List::stream))
                .toList();
    }

    private Stream<PodProcess> readyPods(String namespace) {
        return pods.stream()
                .filter(pod -> pod.spec().namespace().equals(namespace))
                .filter(pod -> pod.state().ready());
    }

    /** Of a pod that stops at this very moment port 1, which refuses. */
    private static URI url(PodProcess pod) {
        return URI.create("http://127.0.0.1:" + pod.doorFor(pod.spec().port()).orElse(1));
    }

    /** Whether the proxies have been told of a service. */
    boolean knows(String service, String namespace) {
        return routes.service(service, namespace).isPresent();
    }

    /** Every proxy that runs now; a restarted pod is a new target that counts from 0. */
    public List<ScrapeTarget> scrapeTargets() {
        List<ScrapeTarget> targets = new ArrayList<>();
        targets.add(gateway.scrapeTarget());
        clients.forEach(client -> targets.add(client.scrapeTarget()));
        pods.forEach(pod -> targets.addAll(pod.scrapeTargets()));
        return targets;
    }

    /** Ends all pods, proxies and threads; waits for requests under way for a second. */
    @Override
    public void close() {
        timer.shutdownNow();
        pods.forEach(PodProcess::stop);
        gateway.close();
        activator.close();
        clients.forEach(MeshClient::close);
        pods.forEach(PodProcess::close);
        fabric.couriers().shutdownNow();
    }

    /** The cluster before there is one. */
    private static final class Nothing implements ClusterView {
        @Override
        public List<ObjectNode> list(String resource) {
            return List.of();
        }

        @Override
        public void onChange(Listener listener) {
            // Nothing ever changes here.
        }
    }
}
