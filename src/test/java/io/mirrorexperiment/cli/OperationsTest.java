package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who operate a controller see of the command. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OperationsTest {
    private static final HttpClient KUBELET = HttpClient.newHttpClient();

    @Test
    void aControllerIsReadyOnceItWatchesAndNotWhileTheApiServerIsAway(@TempDir Path folder) throws Exception {
        BlockingQueue<Consumer<String>> heard = new LinkedBlockingQueue<>();
        try (KubeApi api = KubeApi.start(KubeOptions.defaults())) {
            api.apply(definition());
            int port = freePort();
            Path kubeconfig = Files.writeString(folder.resolve("config"), api.kubeconfig());
            CompletableFuture<Typed> controller = CompletableFuture.supplyAsync(() -> Typed.on(
                    Map.of(),
                    listener -> {
                        heard.add(listener);
                        return () -> {};
                    },
                    "controller",
                    "--kubeconfig",
                    kubeconfig.toString(),
                    "--request-timeout",
                    "1",
                    "--http-port",
                    String.valueOf(port)));

            String ready = awaited(controller, port, "/readyz", answer -> answer.statusCode() == 200);
            String metrics = awaited(controller, port, "/metrics", answer -> answer.body()
                    .contains("resource=\"leases\",status=\"200\",verb=\"update\""));
            api.faults().always((method, path) -> true, Fault.unavailable());
            String away = awaited(controller, port, "/readyz", answer -> answer.statusCode() == 503);
            String alive = awaited(controller, port, "/healthz", answer -> true);
            api.faults().clear();
            awaited(controller, port, "/readyz", answer -> answer.statusCode() == 200);
            heard.take().accept("SIGTERM");

            assertThat(ready).contains("[+]watches ok: MirrorExperiment watched");
            assertThat(metrics).contains("mirror_experiment_leader 1.0", "mirror_experiment_workers 4.0");
            assertThat(away).contains("[-]");
            assertThat(alive).endsWith("ok\n");
            assertThat(controller.get().code()).isZero();
            assertThat(controller.get().out()).contains("metrics and health are on port " + port);
        }
    }

    @Test
    void aTakenPortIsAMistakeBeforeAnythingIsTouched(@TempDir Path folder) throws Exception {
        try (KubeApi api = KubeApi.start(KubeOptions.defaults());
                ServerSocket taken = new ServerSocket(0)) {
            Path kubeconfig = Files.writeString(folder.resolve("config"), api.kubeconfig());

            Typed typed = Typed.on(
                    Map.of(),
                    listener -> () -> {},
                    "controller",
                    "--kubeconfig",
                    kubeconfig.toString(),
                    "--http-port",
                    String.valueOf(taken.getLocalPort()));

            assertThat(typed.code()).isEqualTo(3);
            assertThat(typed.err()).contains("cannot be shown on port " + taken.getLocalPort(), "--http-port 0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "controller                       | true  | true",
                "controller                       | false | false",
                "controller --log json            | false | true",
                "controller --log=JSON            | false | true",
                "--debug controller --log json    | false | true",
                "controller --log text            | true  | false",
                "controller --log=json --log text | false | false",
                "run spec.yaml                    | true  | false",
                "run controller --log json        | true  | false",
            })
    void theLogIsForMachinesInAPodAndWhereItIsAskedFor(String words, boolean pod, boolean json) {
        Map<String, String> environment = pod ? Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1") : Map.of();

        assertThat(OperationsFlags.logsJson(List.of(words.split(" ")), environment))
                .isEqualTo(json);
    }

    private static String awaited(
            CompletableFuture<?> command, int port, String path, Predicate<HttpResponse<String>> good)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        while (true) {
            try {
                HttpResponse<String> answer = KUBELET.send(request, BodyHandlers.ofString());
                if (good.test(answer)) {
                    return answer.body();
                }
            } catch (IOException e) {
                assertThat(command).as("nobody answers any more: " + e).isNotDone();
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static String definition() throws IOException {
        String path = "/crds/mirrorexperiments.yaml";
        try (InputStream text = Objects.requireNonNull(OperationsTest.class.getResourceAsStream(path), path)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
