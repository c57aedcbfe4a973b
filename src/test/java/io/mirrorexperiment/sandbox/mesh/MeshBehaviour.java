package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What any Istio mesh does with routes and requests: routing, copying, trouble and counting each have an interface of tests.
 * A class that implements them supplies the mesh, in which the Service {@code reviews} (port 9080) has a ready pod with a
 * sidecar of {@code version} v1 and another of v2, both answering at once with 200, and a DestinationRule names both as
 * subsets; nothing else is stored when a test begins, and all counts begin at 0.
 */
interface MeshBehaviour {
    String TO_V1 = "route: [{destination: {host: reviews, subset: v1}}]";
    String MIRRORED = TO_V1 + ", mirror: {host: reviews, subset: v2}";

    /** The mesh under test. */
    Subject mesh();

    /** One mesh, and what tests do with it. Objects and clients belong to one namespace, that of reviews. */
    interface Subject extends AutoCloseable {
        /** Stores objects, which name no namespace, and returns when the proxies obey them. */
        void apply(String yaml);

        /** Sends from a client in the mesh that has a sidecar, with label app=tester. */
        Answer send(Request request);

        /** Sends through the ingress gateway, port 80. */
        Answer sendToGateway(Request request);

        /** The requests that a version of reviews received so far. */
        List<Received> received(String version);

        /** The sum of a counter over all proxies, of the series that have these labels. */
        double sum(String counter, Map<String, String> labels);

        /** The sum of istio_requests_total of one reporter for {@code destination_workload} reviews-version. */
        default double counted(String reporter, String version) {
            return sum(
                    "istio_requests_total", Map.of("reporter", reporter, "destination_workload", "reviews-" + version));
        }

        /** Requests that the client's own proxy sent to a subset, as its cluster counters tell. */
        default double sentTo(String subset) {
            return sum("envoy_cluster_upstream_rq_total", Map.of("cluster_name", cluster(subset)));
        }

        /** The name of a subset's cluster, as {@code outbound|9080|v2|reviews.default.svc.cluster.local}. */
        String cluster(String subset);

        /** From now on a version behaves so, as {@code errors=1,status=503,latency=300ms}. */
        void behave(String version, String words);

        /** Takes all pods of a version away and returns when the proxies know. */
        void die(String version);

        @Override
        void close();
    }

    /** A line of an inbound access log. */
    record Received(String id, String method, String path, String authority) {}

    /** A VirtualService of reviews with these entries. */
    static String reviewsRoutes(String http) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http: [%s]
                """.formatted(http);
    }

    /** A request to reviews with an id of its own. */
    static Request get(String path) {
        return Stage.get("reviews:9080", path).withHeaders(Fields.of("x-request-id", newId()));
    }

    /** The same with a body. */
    static Request post(String path, int bytes) {
        return Stage.post("reviews:9080", path, bytes).withHeaders(Fields.of("x-request-id", newId()));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    static String id(Request request) {
        return request.headers().first("x-request-id").orElseThrow();
    }

    /** Stores a VirtualService of reviews with these entries, in place of the one before. */
    default void routes(String http) {
        mesh().apply(reviewsRoutes(http));
    }

    /** The workload that answered. */
    default String servedBy(Request request) {
        return mesh().send(request).headers().first("x-served-by").orElse("nobody");
    }

    default boolean hasReceived(String version, String id) {
        return times(version, id) > 0;
    }

    /** How often a version received the request with that id. */
    default long times(String version, String id) {
        return mesh().received(version).stream()
                .filter(one -> one.id().equals(id))
                .count();
    }

    /** Waits until this is counted, and then long enough for one more to be seen. */
    default void awaitCount(String reporter, String version, double expected) {
        Stage.await(() -> mesh().counted(reporter, version) >= expected);
        assertThat(mesh().counted(reporter, version)).isEqualTo(expected);
    }

    /** A copy takes its time: waits until a later copy has come, so that an earlier one would be there too. */
    default void letCopiesArrive() {
        routes("{" + MIRRORED + "}");
        Request last = get("/last");
        mesh().send(last);
        Stage.await(() -> hasReceived("v2", id(last)));
    }

    /** How long the mesh takes to answer. */
    default Duration timed(Request request, int status) {
        long from = System.nanoTime();
        assertThat(mesh().send(request).status()).isEqualTo(status);
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** Sends so many requests, each of which must be answered with 200. */
    default void sendWell(int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(mesh().send(get("/" + i)).status()).isEqualTo(200);
        }
    }
}
