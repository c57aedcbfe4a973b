package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.PodRuntime.LogLine;
import io.mirrorexperiment.sandbox.ScrapeTarget;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A client in the mesh without a pod of its own: a sidecar's way out. Requests sent to {@link #url} go where their Host
 * header says, as {@code reviews:9080}, by the routes of gateway {@code mesh}. Thread-safe.
 */
public final class MeshClient implements AutoCloseable {
    private final String namespace;
    private final Proxy proxy;
    private final Door out;
    private final Door stats;

    MeshClient(String workload, String namespace, Map<String, String> labels, Fabric fabric) {
        this.namespace = namespace;
        proxy = Proxy.of(Peer.of(workload, namespace, labels, "default"), labels, fabric);
        OutboundProxy outbound = new OutboundProxy(proxy, new Origin(true, IngressGateway.HTTP, namespace, labels));
        out = Door.open("out-" + workload, outbound::fromApp);
        stats = proxy.statsDoor();
    }

    /** The sidecar's own address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + out.port());
    }

    /** Where its metrics are read. */
    public ScrapeTarget scrapeTarget() {
        return ScrapeTarget.ofPod(stats.port(), namespace, proxy.self().workload(), proxy.labels());
    }

    /** Its access log, oldest line first. */
    public List<LogLine> accessLog() {
        return proxy.log().lines();
    }

    /** Ends the sidecar; what it counted is gone with it. */
    @Override
    public void close() {
        out.closeGently();
        stats.close();
        proxy.close();
    }
}
