package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.SampleApp;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.MeshClient;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new revision of a Knative Service in the sandbox, with a user who calls all the time and keeps every answer. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RevisionRunTest {
    private static final ImageProfile QUICK = ImageProfile.parse(ImageProfile.STEADY, "latency=5ms,start=10ms");
    private static final String LIVE = "200 sample-app-v1-deployment";
    private static final String DARK = "200 sample-app-v2-deployment";

    private static final String ROUTE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: example, namespace: default}
            spec:
              gateways: [mesh, knative-serving/knative-ingress-gateway]
              hosts: [example.com]
              http:
              - route:
                - destination: {host: sample-app-v1.default.svc.cluster.local, port: {number: 80}}
                  headers: {request: {set: {Knative-Serving-Namespace: default, Knative-Serving-Revision: sample-app-v1}}}
            """;

    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: sample-app-v2, namespace: default}
            spec:
              service: sample-app
              live: {serving: knative}
              dark: {revision: sample-app-v2, image: "%s"}
              mirror: {percent: 50, methods: ["*"], settle: 1s}
              metrics: {prometheus: {url: "%s"}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              duration: {interval: 500ms, iterations: 6, warmUp: 1}
              decision: {rule: point}
              protection: {baseline: 2s}
            """;

    @TempDir
    Path folder = Path.of("");

    /** Istio appended the suffix before 1.28: whether it does makes no difference. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void usersGetTheLiveRevisionThenThePromotedOneAndNoRequestIsLost(boolean suffix) throws Exception {
        try (Sandbox sandbox = sandbox(suffix, QUICK);
                User user = new User(sandbox)) {
            Typed run = run(sandbox);

            List<String> answers = user.answers();
            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.lastLine()).contains("outcome=promoted cause=objectives-met");
            assertThat(run.out())
                    .contains("copies arrive", "the Knative Service's traffic goes to the judged revision");
            int promoted = answers.indexOf(DARK);
            assertThat(promoted).isGreaterThan(100);
            assertThat(answers.subList(0, promoted)).containsOnly(LIVE);
            assertThat(answers.subList(promoted, answers.size())).containsOnly(DARK);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofARevisionThatFailsUsersSeeNothing(boolean suffix) throws Exception {
        try (Sandbox sandbox = sandbox(suffix, ImageProfile.parse(QUICK, "errors=0.3"));
                User user = new User(sandbox)) {
            Typed run = run(sandbox);

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
            assertThat(user.answers()).containsOnly(LIVE);
            assertThat(sandbox.cluster().view().list("revisions.serving.knative.dev"))
                    .hasSize(1);
        }
    }

    private static Sandbox sandbox(boolean suffix, ImageProfile dark) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.empty()
                .withMesh(MeshOptions.defaults().withShadowSuffix(suffix))
                .withKnative(KnativeOptions.shipped())
                .withScrapeInterval(Duration.ofMillis(100))
                .withImages(Map.of(SampleApp.LIVE, QUICK, SampleApp.DARK, dark)));
        sandbox.apply(SampleApp.service().replaceFirst("(?s)\n---.*", "\n"));
        sandbox.apply(ROUTE);
        assertThat(sandbox.awaitPods(Duration.ofSeconds(30))).isTrue();
        return sandbox;
    }

    private Typed run(Sandbox sandbox) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        Path spec =
                Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(SampleApp.DARK, sandbox.prometheusUrl()));
        return Typed.on(
                folder,
                "run",
                spec.toString(),
                "--plain",
                "--shortest-interval",
                "50",
                "--kubeconfig",
                kubeconfig.toString());
    }

    /** Somebody in the mesh who calls the domain about fifty times a second, from when it first answers. */
    private static final class User implements AutoCloseable {
        private final OkHttpClient http = new OkHttpClient();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final AtomicBoolean enough = new AtomicBoolean();
        private final Future<List<String>> answers;

        User(Sandbox sandbox) {
            MeshClient client = sandbox.mesh().client("user", "default", Map.of());
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!ask(client).equals(LIVE)) {
                assertThat(System.nanoTime() - end).as("the domain answers").isNegative();
                LockSupport.parkNanos(10_000_000);
            }
            answers = thread.submit(() -> calls(client));
        }

        private List<String> calls(MeshClient client) {
            List<String> all = new ArrayList<>();
            while (!enough.get()) {
                all.add(ask(client));
                LockSupport.parkNanos(20_000_000);
            }
            return all;
        }

        /** Status, a space, and the first word of the body, which names the workload. */
        private String ask(MeshClient client) {
            Request request = new Request.Builder()
                    .url(client.url().toString())
                    .header("Host", "example.com")
                    .build();
            try (Response response = http.newCall(request).execute()) {
                return response.code() + " " + response.body().string().replaceFirst("(?s)[ .].*", "");
            } catch (IOException e) {
                return e.toString();
            }
        }

        List<String> answers() throws Exception {
            enough.set(true);
            return answers.get(10, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            enough.set(true);
            thread.shutdownNow();
            http.connectionPool().evictAll();
        }
    }
}
