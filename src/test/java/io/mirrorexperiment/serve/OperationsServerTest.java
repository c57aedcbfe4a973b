package io.mirrorexperiment.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.telemetry.Health;
import io.mirrorexperiment.telemetry.Telemetry;
import io.mirrorexperiment.telemetry.Told;
import io.mirrorexperiment.telemetry.Vitals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics and health over real sockets. */
class OperationsServerTest {
    private static final HttpClient KUBELET = HttpClient.newHttpClient();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T18:00:00Z"));
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                                                  | text/plain; version=0.0.4; charset=utf-8",
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4  | application/openmetrics-text; version=1.0.0; charset=utf-8",
                "text/plain;version=0.0.4;q=0.5,*/*;q=0.1                             | text/plain; version=0.0.4; charset=utf-8",
            })
    void metricsComeInTheFormThatIsAskedFor(String accept, String type) throws Exception {
        try (OperationsServer server =
                OperationsServer.open(0, Told.leading(clock).telemetry())) {
            HttpResponse<String> answer = get(server, "/metrics", accept);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains(type);
            assertThat(answer.body())
                    .contains("mirror_experiment_build_info{version=\"1.2.3\"} 1")
                    .contains("mirror_experiment_leader 1")
                    .contains("jvm_threads_current ");
            assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(type.contains("openmetrics"));
        }
    }

    @Test
    void readinessFallsWhenTheApiServerIsAwayAndComesBackWithIt() throws Exception {
        Telemetry telemetry = Told.leading(clock).telemetry();
        try (KubeApi api = KubeApi.start(KubeOptions.defaults());
                Cluster cluster = Cluster.connect(
                        ClusterOptions.fromKubeconfigText(api.kubeconfig()),
                        call -> telemetry.called(call.verb(), call.resource(), call.status(), call.took()));
                OperationsServer server = OperationsServer.open(0, telemetry)) {
            assertThat(status(server, "/readyz")).isEqualTo(503);
            ask(cluster);
            assertThat(status(server, "/readyz")).isEqualTo(200);

            api.faults().always((method, path) -> true, Fault.unavailable());
            pass(Health.LONGEST_SILENCE.plusSeconds(1));
            ask(cluster);
            assertThat(get(server, "/readyz", "*/*").body()).contains("[-]api-server failed: it answered 26 s ago");
            assertThat(status(server, "/readyz")).isEqualTo(503);
            assertThat(status(server, "/healthz")).isEqualTo(200);

            api.faults().clear();
            ask(cluster);
            assertThat(status(server, "/readyz")).isEqualTo(200);
        }
    }

    @Test
    void aWedgedWorkerIsNotAlive() throws Exception {
        Vitals wedged = new Vitals(
                Vitals.Role.LEADER,
                0,
                4,
                List.of(clock.instant().minus(Health.LONGEST_DEED).minusSeconds(1)),
                true,
                Set.of());
        try (OperationsServer server = OperationsServer.open(0, new Told(clock, wedged).telemetry())) {
            assertThat(status(server, "/healthz")).isEqualTo(503);
        }
    }

    @Test
    void nothingElseIsThereAndNothingCanBeDone() throws Exception {
        try (OperationsServer server =
                OperationsServer.open(0, Told.leading(clock).telemetry())) {
            HttpRequest post = HttpRequest.newBuilder(address(server, "/metrics"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();

            assertThat(get(server, "/debug", "*/*").body()).contains("/metrics, /healthz and /readyz");
            assertThat(status(server, "/debug")).isEqualTo(404);
            assertThat(KUBELET.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void openConnectionsThatSayNothingDoNotKeepProbesOut(int many) throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (OperationsServer server =
                OperationsServer.open(0, Told.leading(clock).telemetry())) {
            for (int one = 0; one < many; one++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            assertThat(status(server, "/healthz")).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static void ask(Cluster cluster) {
        try {
            cluster.read(new Address(Kind.LEASE, "default", "gate"));
        } catch (ClusterException away) {
            assertThat(away.reason()).isEqualTo(ClusterException.Reason.UNREACHABLE);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private static int status(OperationsServer server, String path) throws Exception {
        return get(server, path, "*/*").statusCode();
    }

    private static HttpResponse<String> get(OperationsServer server, String path, String accept)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(server, path))
                .header("Accept", accept)
                .build();
        return KUBELET.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static URI address(OperationsServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
