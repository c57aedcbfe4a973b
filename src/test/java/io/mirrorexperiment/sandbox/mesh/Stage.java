package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A mesh with a cluster in memory, and what tests do with both. */
final class Stage implements AutoCloseable {
    static final String REVIEWS = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: default}
            spec: {selector: {app: reviews}, ports: [{name: http, port: 9080, targetPort: 9080}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: default}
            spec:
              host: reviews
              subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
            """;

    final MemoryCluster cluster = new MemoryCluster();
    final Profiles profiles = new Profiles();
    final Mesh mesh;
    private final Map<String, RunningPod> pods = new LinkedHashMap<>();
    private final Caller caller = new Caller();

    Stage(MeshOptions options) {
        mesh = new Mesh(profiles, options);
        mesh.follow(cluster);
        behave("example/reviews:1.0", "latency=1ms");
        behave("example/reviews:2.0", "latency=1ms");
    }

    /** From now on containers of that image behave so; what is not said is quick and well. */
    void behave(String image, String words) {
        ImageProfile quick = ImageProfile.parse(ImageProfile.STEADY, "latency=1ms,start=0s,size=40");
        profiles.put(image, ImageProfile.parse(quick, words));
    }

    static Stage quick() {
        return new Stage(MeshOptions.defaults().withPushDelay(Duration.ZERO));
    }

    /** Stores objects and waits until the proxies obey them. */
    void apply(String yaml) {
        cluster.apply(yaml);
        settle();
    }

    /** A push is on its way for at most its delay: a marker that arrives comes after all before it. */
    void settle() {
        String marker = "marker-" + System.nanoTime();
        cluster.apply("{apiVersion: v1, kind: Service, metadata: {name: " + marker + ", namespace: marks},"
                + " spec: {ports: [{port: 1}]}}");
        await(() -> mesh.knows(marker, "marks"));
    }

    RunningPod pod(String app, String version, boolean sidecar, String image) {
        return pod(app + "-" + version, app, version, sidecar, image);
    }

    RunningPod pod(String name, String app, String version, boolean sidecar, String image) {
        String proxy = sidecar ? ", {name: istio-proxy, image: istio/proxyv2}" : "";
        ObjectNode pod = cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: default
                  labels: {app: %s, version: %s, pod-template-hash: abc}
                  ownerReferences: [{kind: ReplicaSet, name: %s-%s-abc}]
                spec:
                  containers: [{name: %s, image: "%s", ports: [{containerPort: 9080}]}%s]
                """.formatted(name, app, version, app, version, app, image, proxy))
                .get(0);
        RunningPod running = mesh.start(pod);
        pods.put(name, running);
        return running;
    }

    RunningPod ready(RunningPod pod) {
        await(() -> pod.state().ready());
        return pod;
    }

    /** Two versions of reviews with sidecars, ready. */
    Stage withReviews() {
        apply(REVIEWS);
        ready(pod("reviews", "v1", true, "example/reviews:1.0"));
        ready(pod("reviews", "v2", true, "example/reviews:2.0"));
        return this;
    }

    RunningPod running(String name) {
        return Optional.ofNullable(pods.get(name)).orElseThrow();
    }

    Answer send(java.net.URI to, Request request) {
        Delivery delivery = caller.send(to.getPort(), request, Duration.ofSeconds(20));
        assertThat(delivery).isInstanceOf(Delivery.Answered.class);
        return ((Delivery.Answered) delivery).answer();
    }

    static Request get(String authority, String path) {
        return new Request("GET", path, authority, Fields.NONE, Payload.EMPTY, "test");
    }

    static Request post(String authority, String path, int bytes) {
        return new Request("POST", path, authority, Fields.NONE, Payload.of(new byte[bytes]), "test");
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition never came true").isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        mesh.close();
        caller.close();
    }
}
