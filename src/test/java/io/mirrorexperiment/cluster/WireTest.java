package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.cluster.LoopbackApi.Reply;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTest {
    private static final Address MAP = new Address(Kind.CONFIG_MAP, "shop", "a");
    private static final Manifest NEW = Manifest.of(
            Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "a", "namespace", "shop")));

    private final LoopbackApi api = new LoopbackApi();
    private final ClusterOptions options =
            ClusterOptions.fromKubeconfigText(api.kubeconfig("s3cr3t-t0ken")).withRequestTimeout(Duration.ofSeconds(5));
    private final Cluster cluster = Cluster.connect(options);

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void readsAgainAfterABrokenConnection() {
        cluster.read(MAP);
        AtomicInteger left = new AtomicInteger(1);
        api.trouble(request -> left.getAndDecrement() > 0 ? Optional.of(new Reply(0, "")) : Optional.empty());

        assertThat(cluster.read(MAP)).isEmpty();
    }

    @Test
    void readsLongAnswers() {
        String text = "\":\"" + "0123456789abcdef".repeat(1 << 16) + '"';
        String data = IntStream.range(0, 40).mapToObj(i -> "\"" + i + text).collect(Collectors.joining(","));
        String map =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\"},\"data\":{"
                        + data + "}}";
        api.trouble(request ->
                request.target().contains("/configmaps/a") ? Optional.of(new Reply(200, map)) : Optional.empty());

        assertThat(cluster.read(MAP).orElseThrow().text("data", "39"))
                .hasValueSatisfying(last -> assertThat(last).hasSize(1 << 20));
    }

    @Test
    void neverReadsAgainAfterAnErrorAnswer() {
        cluster.read(MAP);
        int before = api.seen.size();
        api.trouble(request -> Optional.of(new Reply(503, LoopbackApi.status(503, "", "etcd is away"))));

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.read(MAP));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessage("cannot read ConfigMap shop/a: the server says: etcd is away (HTTP 503)");
        assertThat(api.seen).hasSize(before + 1);
    }

    @Test
    void neverWritesAgainAfterAnErrorAnswer() {
        cluster.read(MAP);
        int before = api.seen.size();
        api.trouble(request -> Optional.of(new Reply(500, LoopbackApi.status(500, "", "failed calling webhook"))));

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.create(NEW));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(api.seen).hasSize(before + 1);
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String kubeconfig = api.kubeconfig("t").replace(Integer.toString(api.port()), Integer.toString(port));
        try (Cluster nobody = Cluster.connect(ClusterOptions.fromKubeconfigText(kubeconfig))) {
            ClusterException failure = catchThrowableOfType(ClusterException.class, () -> nobody.read(MAP));

            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure).hasMessageContaining("no answer from http://127.0.0.1:" + port);
        }
    }

    @Test
    void aServerThatSaysNothingIsUnreachableWithinTwiceTheTimeout() {
        CountDownLatch over = new CountDownLatch(1);
        api.trouble(request -> {
            await(over);
            return Optional.empty();
        });
        Duration timeout = Duration.ofMillis(300);
        try (Cluster quick = Cluster.connect(options.withRequestTimeout(timeout))) {
            long start = System.nanoTime();

            ClusterException failure = catchThrowableOfType(ClusterException.class, () -> quick.read(MAP));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure).hasMessageEndingWith("nothing within 0.3 s");
        } finally {
            over.countDown();
        }
    }

    @Test
    void aLoginPageIsNoObject() {
        cluster.read(MAP);
        api.trouble(request -> Optional.of(new Reply(200, "<html>password: hunter2</html>")));

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.read(MAP));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("is not a Kubernetes object");
        assertThat(trace(failure)).doesNotContain("hunter2");
    }

    @Test
    void unauthorizedIsSaidOnceAndNotTriedOverAndOver() {
        api.trouble(request -> Optional.of(new Reply(401, LoopbackApi.status(401, "Unauthorized", "Unauthorized"))));

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.read(MAP));

        assertThat(failure.reason()).isEqualTo(Reason.UNAUTHORIZED);
        // fabric8's interceptor sends the token once more, which never harms: a 401 was not acted on.
        assertThat(api.seen).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void readsTheCredentialsAgainWhenTheyAreNoLongerGood(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), api.kubeconfig("old"));
        try (Cluster renewing = connect(file)) {
            renewing.read(MAP);
            Files.writeString(file, api.kubeconfig("new"));
            acceptOnly("new");

            renewing.create(NEW);

            assertThat(renewing.read(MAP)).isPresent();
        }
    }

    @Test
    void staysInItsContextWhenSomebodySwitchesIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), api.kubeconfig("old"));
        try (Cluster renewing = connect(file)) {
            renewing.read(MAP);
            Files.writeString(
                    file,
                    api.kubeconfig("new")
                            .replace("current-context: here", "current-context: prod")
                            .replace("contexts: [", "contexts: [{name: prod, context: {cluster: c, user: nobody}}, "));
            acceptOnly("new");

            assertThat(renewing.read(MAP)).isEmpty();
        }
    }

    @Test
    void neverFollowsAKubeconfigToAnotherServer(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), api.kubeconfig("old"));
        try (LoopbackApi other = new LoopbackApi();
                Cluster renewing = connect(file)) {
            Files.writeString(file, other.kubeconfig("new"));
            acceptOnly("new");

            ClusterException failure = catchThrowableOfType(ClusterException.class, () -> renewing.create(NEW));

            assertThat(failure.reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(other.seen).isEmpty();
        }
    }

    private static Cluster connect(Path file) {
        ClusterOptions options = new ClusterOptions(
                Optional.of(file.toString()), Optional.empty(), Optional.empty(), Duration.ofSeconds(5));
        return Cluster.connect(options, Surroundings.ofThisProcess(), Duration.ZERO);
    }

    private void acceptOnly(String token) {
        api.trouble(request -> request.header("Authorization").equals("Bearer " + token)
                ? Optional.empty()
                : Optional.of(new Reply(401, LoopbackApi.status(401, "Unauthorized", "Unauthorized"))));
    }

    @Test
    void noTextOfOursHoldsASecret() {
        api.put(
                "/api/v1/namespaces/shop/secrets/prom",
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"prom\",\"namespace\":\"shop\"},"
                        + "\"data\":{\"token\":\"aHVudGVyMg==\"}}");
        Manifest secret = cluster.read(new Address(Kind.SECRET, "shop", "prom")).orElseThrow();
        api.trouble(request -> Optional.of(new Reply(422, LoopbackApi.status(422, "Invalid", "no"))));

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.replace(secret));

        assertThat(trace(failure) + cluster + options + secret)
                .doesNotContain("aHVudGVyMg==")
                .doesNotContain("s3cr3t-t0ken");
    }

    @Test
    void aClosedClusterIsNotUsedAgain() {
        cluster.close();

        assertThat(catchThrowableOfType(IllegalStateException.class, () -> cluster.read(MAP)))
                .hasMessageContaining("closed");
    }

    @Test
    void anInterruptedThreadIsToldSoAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.read(MAP));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).hasMessageContaining("told to stop waiting");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new UncheckedIOException(new IOException(stop));
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
