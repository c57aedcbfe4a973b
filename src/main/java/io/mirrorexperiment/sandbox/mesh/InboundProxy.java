package io.mirrorexperiment.sandbox.mesh;

import java.util.Optional;

/** A sidecar's way in: passes requests to the application beside it, counts them as their destination, logs them. */
final class InboundProxy implements Door.Visitor {
    private final Proxy proxy;
    private final Endpoint endpoint;
    private final int appPort;
    private final int containerPort;
    private final IstioMetrics metrics;
    private final AccessLog log;

    InboundProxy(Proxy proxy, Endpoint endpoint, int appPort, int containerPort) {
        this.proxy = proxy;
        this.endpoint = endpoint;
        this.appPort = appPort;
        this.containerPort = containerPort;
        this.metrics = new IstioMetrics(proxy.metrics());
        this.log = proxy.accessLog();
    }

    @Override
    public Answer answer(Request raw) {
        long from = System.nanoTime();
        Peer source = Peer.of(raw);
        Request request =
                proxy.fabric().identified(raw.withHeaders(raw.headers().without(Peer.HEADER)));
        Delivery delivery = proxy.caller().send(appPort, request, Caller.LONGEST);
        long nanos = System.nanoTime() - from;
        Passage passage = Passage.of(delivery, Optional.empty(), Optional.of(endpoint), appPort, nanos);
        metrics.record(sides(source, request), request, passage.answer(), passage.flags(), nanos);
        log.write(request, passage, nanos, "inbound|" + containerPort + "||", "127.0.0.1:" + containerPort, "default");
        return passage.answer();
    }

    private IstioMetrics.Sides sides(Peer source, Request request) {
        Optional<KubeService> service = proxy.fabric().routes().get().serviceOf(endpoint, request.authority());
        String security = source.equals(Peer.UNKNOWN) ? "none" : "mutual_tls";
        return new IstioMetrics.Sides("destination", source, proxy.self(), service, security);
    }
}
