package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Plain connections: a service of requests asks a database, by its sidecar and that of the database. What the counters mean is said in
 * Istio's reference of standard metrics.
 */
class TcpTest {
    private static final int ANSWER = 3000;
    private static final int QUESTION = PodDoors.QUESTION.length();

    private final Stage stage = Stage.quick();
    private MeshClient client;

    @BeforeEach
    void aShopWithADatabase() {
        stage.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop, namespace: default}
                spec: {selector: {app: shop}, ports: [{name: http, port: 9080, targetPort: 9080}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: db, namespace: default}
                spec: {selector: {app: db}, ports: [{name: tcp, port: 3306, targetPort: 9080}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: db, namespace: default}
                spec: {host: db, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
                """);
        stage.behave("example/shop:1", "calls=tcp://db:3306");
        stage.behave("example/db:1", "serves=tcp,size=" + ANSWER);
        stage.ready(stage.pod("shop", "v1", true, "example/shop:1"));
        stage.ready(stage.pod("db", "v1", true, "example/db:1"));
        stage.ready(stage.pod("db", "v2", true, "example/db:1"));
        client = stage.mesh.client("tester", "default", Map.of("app", "tester"));
    }

    @AfterEach
    void closes() {
        stage.close();
    }

    private int ask() {
        return stage.send(client.url(), Stage.get("shop:9080", "/")).status();
    }

    private double counted(String what, Map<String, String> labels) {
        return Scraped.of(stage).sum("istio_tcp_" + what + "_total", labels);
    }

    private void awaitCounted(String what, Map<String, String> labels, double expected) {
        Stage.await(() -> counted(what, labels) >= expected);
        assertThat(counted(what, labels)).isEqualTo(expected);
    }

    private void routes(String tcp) {
        stage.apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: db, namespace: default}
                spec: {hosts: [db], tcp: [%s]}
                """.formatted(tcp));
    }

    @Test
    void bothSidesCountBytesAndConnections() {
        for (int i = 0; i < 10; i++) {
            assertThat(ask()).isEqualTo(200);
        }
        for (String reporter : new String[] {"source", "destination"}) {
            Map<String, String> labels = Map.of(
                    "reporter", reporter,
                    "source_workload", "shop-v1",
                    "destination_app", "db",
                    "destination_service_name", "db",
                    "request_protocol", "tcp",
                    "response_flags", "-");
            awaitCounted("connections_closed", labels, 10);
            assertThat(counted("connections_opened", labels)).isEqualTo(10);
            assertThat(counted("sent_bytes", labels)).isEqualTo(10.0 * ANSWER);
            assertThat(counted("received_bytes", labels)).isEqualTo(10.0 * QUESTION);
        }
        assertThat(Scraped.of(stage).sum("istio_requests_total", Map.of("destination_app", "db")))
                .as("connections are no requests")
                .isZero();
    }

    @Test
    void withoutARouteAllPodsShare() {
        for (int i = 0; i < 10; i++) {
            ask();
        }
        assertThat(counted("connections_opened", Map.of("reporter", "source", "destination_workload", "db-v1")))
                .isEqualTo(5);
    }

    @Test
    void weightsShareConnections() {
        routes("{match: [{port: 3306}], route: [{destination: {host: db, subset: v1}, weight: 80},"
                + " {destination: {host: db, subset: v2}, weight: 20}]}");
        for (int i = 0; i < 200; i++) {
            assertThat(ask()).isEqualTo(200);
        }
        assertThat(counted("connections_opened", Map.of("reporter", "source", "destination_workload", "db-v2")))
                .is(Binomial.likely(200, 0.2));
    }

    @Test
    void aRouteOfAnotherPortOrAnotherSourceDoesNotCount() {
        routes("{match: [{port: 3307}], route: [{destination: {host: db, subset: v1}}]},"
                + " {match: [{sourceLabels: {app: other}}], route: [{destination: {host: db, subset: v1}}]},"
                + " {match: [{sourceLabels: {app: shop}}], route: [{destination: {host: db, subset: v2}}]}");
        for (int i = 0; i < 6; i++) {
            ask();
        }
        assertThat(counted("connections_opened", Map.of("reporter", "source", "destination_workload", "db-v2")))
                .isEqualTo(6);
    }

    @Test
    void aDatabaseThatDoesNotAnswerFailsTheRequest() {
        stage.behave("example/db:1", "serves=tcp,errors=1");
        assertThat(ask()).isEqualTo(500);
    }

    @Test
    void aDatabaseWithoutPodsIsNoHealthyUpstream() {
        stage.running("db-v1").stop();
        stage.running("db-v2").stop();
        assertThat(ask()).isEqualTo(500);
        assertThat(counted("connections_closed", Map.of("response_flags", "UH", "reporter", "source")))
                .isEqualTo(1);
    }

    @Test
    void aConnectionTooManyIsClosedAndFlagged() {
        stage.behave("example/db:1", "serves=tcp,latency=700ms");
        stage.apply("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: db, namespace: default}
                spec: {host: db, trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}}
                """);
        Thread first = new Thread(this::ask);
        first.start();
        Stage.await(() -> counted("connections_opened", Map.of("reporter", "source", "response_flags", "-")) == 1);
        assertThat(ask()).isEqualTo(500);
        assertThat(counted("connections_opened", Map.of("reporter", "source", "response_flags", "UO")))
                .isEqualTo(1);
        Stage.await(() -> !first.isAlive());
    }

    @Test
    void aPodWithoutASidecarConnectsPastEveryRoute() {
        routes("{route: [{destination: {host: db, subset: v1}}]}");
        stage.behave("example/bare:1", "calls=tcp://db:3306");
        stage.apply("{apiVersion: v1, kind: Service, metadata: {name: bare, namespace: default},"
                + " spec: {selector: {app: bare}, ports: [{name: http, port: 9080, targetPort: 9080}]}}");
        stage.ready(stage.pod("bare", "v1", false, "example/bare:1"));
        for (int i = 0; i < 4; i++) {
            assertThat(stage.send(client.url(), Stage.get("bare:9080", "/")).status())
                    .isEqualTo(200);
        }
        awaitCounted(
                "connections_closed",
                Map.of("destination_workload", "db-v2", "source_workload", "unknown", "reporter", "destination"),
                2);
    }
}
