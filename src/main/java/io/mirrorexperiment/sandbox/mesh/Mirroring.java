package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Sends one proxy's mirrored copies, fire-and-forget: nothing of it is felt by the request that is copied. */
final class Mirroring {
    private final Fabric fabric;
    private final String proxy;
    private final Upstream upstream;

    Mirroring(Fabric fabric, String proxy, Upstream upstream) {
        this.fabric = fabric;
        this.proxy = proxy;
        this.upstream = upstream;
    }

    /** Copies a request, as it goes to its own destination, to all mirrors of its route that chance selects. */
    void copy(HttpRoute route, Request request, Function<Mirror, Optional<Cluster>> clusters) {
        for (Mirror mirror : route.mirrors()) {
            String stream = "mirror " + proxy + " " + mirror.destination();
            boolean selected = fabric.dice().stream(stream).nextDouble() * 100 < mirror.percent();
            if (selected && arrives()) {
                clusters.apply(mirror).ifPresent(cluster -> handOver(cluster, readdressed(request), route));
            }
        }
    }

    private boolean arrives() {
        MeshOptions options = fabric.options();
        return !options.ignoreMirrors()
                && (options.dropMirrorShare() == 0
                        || fabric.dice().stream("lost copies").nextDouble() >= options.dropMirrorShare());
    }

    private Request readdressed(Request request) {
        return fabric.options().shadowSuffix()
                ? request.withAuthority(Authority.of(request.authority()).shadow())
                : request;
    }

    private void handOver(Cluster cluster, Request copy, HttpRoute route) {
        Duration patience = route.timeout().orElse(Caller.LONGEST);
        try {
            fabric.couriers().execute(() -> upstream.once(cluster, copy, patience));
        } catch (RejectedExecutionException allBusy) {
            // A copy that can't be sent is lost, as in Envoy when its circuit breaker is open.
            return;
        }
    }
}
