package io.mirrorexperiment.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.Httpbin;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of seed 000, word by word, in a cluster that enforces rights and runs its CronJobs; a minute is a second there. */
@Timeout(value = 170, unit = TimeUnit.SECONDS)
class Seed000RunTest {
    private static final String LAUNCH = """
            iter8 k launch -c slo-validation-istio \\
            --set reporter=destination \\
            --set cronjobSchedule="*/1 * * * *" \\
            --set providerURL=http://prometheus.istio-system:9090/api/v1/query \\
            --set versionInfo.destination_workload=httpbin-v2 \\
            --set versionInfo.destination_workload_namespace=default \\
            """;

    private static final String SLOS = """
            --set SLOs.istio/error-rate=0 \\
            --set SLOs.istio/latency-mean=100 \\
            --noDownload
            """;

    private static final String ASSERT = "iter8 k assert -c completed,nofailure,slos --timeout ";

    @TempDir
    Path folder = Path.of("");

    @Test
    void goodTrafficSatisfiesAndNothingIsLeftAfterTheDeletion() throws IOException {
        try (Sandbox tutorial = tutorial()) {
            Typed first = typed(tutorial, LAUNCH);
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(names(tutorial, "cronjobs.batch")).containsExactly("default-1-cronjob");
            Typed second = typed(tutorial, LAUNCH + SLOS);
            assertThat(second.code()).as(second.err()).isZero();
            assertThat(names(tutorial, "cronjobs.batch")).containsExactly("default-2-cronjob");

            Typed asserted = typed(tutorial, ASSERT + "90s");

            assertThat(asserted.code())
                    .as(asserted.err() + typed(tutorial, "iter8 k log").out())
                    .isZero();
            assertThat(typed(tutorial, "iter8 k report").out())
                    .contains("Experiment completed: true", "No task failures: true")
                    .contains("istio/error-rate <= 0     |true", "istio/latency-mean <= 100 |true")
                    .contains(" requests to httpbin-v2 from ", "by reporter destination");
            assertThat(typed(tutorial, "iter8 k report -o html").out()).contains("Experiment default/default");
            assertThat(typed(tutorial, "iter8 k log").code()).isZero();
            assertThat(typed(tutorial, "iter8 k delete").code()).isZero();
            assertThat(names(tutorial, "cronjobs.batch")).isEmpty();
            assertThat(names(tutorial, "secrets")).doesNotContain("default-spec", "default-result");
            assertThat(typed(tutorial, ASSERT + "0s").code()).isEqualTo(3);
            assertThat(typed(tutorial, "iter8 k delete").code()).isEqualTo(3);
        }
    }

    /** Values are as good as ever, but an hour old: nobody knows what is now. */
    @Test
    void aResultThatTheCronJobNoLongerRenewsSatisfiesNothing() throws IOException {
        try (Sandbox tutorial = tutorial()) {
            assertThat(typed(tutorial, LAUNCH + SLOS).code()).isZero();
            assertThat(typed(tutorial, ASSERT + "90s").code()).isZero();
            tutorial.cluster()
                    .delete(
                            "{apiVersion: batch/v1, kind: CronJob, metadata: {name: default-1-cronjob, namespace: default}}");
            await(() -> names(tutorial, "jobs.batch").isEmpty()
                    && names(tutorial, "pods").size() == 3);
            age(tutorial);

            Typed asserted = typed(tutorial, ASSERT + "1s");

            assertThat(asserted.code()).isEqualTo(1);
            assertThat(asserted.err())
                    .contains(
                            "nofailure: the newest loop was at ",
                            "slos: the newest loop was at ",
                            "wanted others since")
                    .doesNotContain("completed:");
        }
    }

    /** Has all its loops an hour ago. */
    private static void age(Sandbox sandbox) {
        ObjectNode secret = sandbox.cluster().view().list("secrets").stream()
                .filter(each -> each.at("/metadata/name").asText().equals("default-result"))
                .findFirst()
                .orElseThrow();
        String text = new String(
                Base64.getDecoder().decode(secret.at("/data/result.yaml").asText()), UTF_8);
        Matcher loops = Pattern.compile("(?<=\\bat: \"?)[0-9T:.Z-]+").matcher(text);
        String aged = loops.replaceAll(
                at -> Instant.parse(at.group()).minus(Duration.ofHours(1)).toString());
        assertThat(aged).isNotEqualTo(text);
        ((ObjectNode) secret.path("data"))
                .put("result.yaml", Base64.getEncoder().encodeToString(aged.getBytes(UTF_8)));
        sandbox.apply(secret.put("apiVersion", "v1").put("kind", "Secret").toString());
    }

    @Test
    void withTheLoadStoppedBeforeTheLaunchNothingIsSatisfied() throws IOException {
        try (Sandbox tutorial = tutorial()) {
            tutorial.cluster().delete(Httpbin.load());
            awaitSilence(tutorial);
            assertThat(typed(tutorial, LAUNCH + SLOS).code()).isZero();
            assertThat(typed(tutorial, "iter8 k assert -c completed --timeout 90s")
                            .code())
                    .isZero();

            Typed asserted = typed(tutorial, ASSERT + "3s");

            assertThat(asserted.code()).isEqualTo(1);
            assertThat(asserted.err()).contains("not all conditions were satisfied", "no requests");
        }
    }

    @Test
    void dryWritesTheManifestAndWhatOthersMadeIsNotTouched() throws IOException {
        try (Sandbox empty = Sandbox.start(SandboxOptions.empty())) {
            empty.apply(Httpbin.namespace());
            empty.apply(
                    "{apiVersion: v1, kind: Secret, metadata: {name: helm-spec, namespace: default}, stringData: {a: b}}");

            Typed dry = typed(empty, LAUNCH + SLOS.strip() + " --dry --runDir " + folder);
            Typed foreign = typed(empty, LAUNCH + SLOS.strip() + " -g helm");

            assertThat(dry.code()).as(dry.err()).isZero();
            assertThat(Files.readString(folder.resolve("manifest.yaml")))
                    .contains("kind: CronJob", "name: default-1-cronjob", "name: default-spec");
            assertThat(foreign.code()).isEqualTo(4);
            assertThat(foreign.err()).contains("Secret default/helm-spec", "was not made by this program");
            assertThat(names(empty, "cronjobs.batch")).isEmpty();
            assertThat(typed(empty, "iter8 k launch -c slo-validation-istio -g Not_A_Name")
                            .code())
                    .isEqualTo(3);
        }
    }

    private static Sandbox tutorial() {
        Sandbox sandbox = Sandbox.start(SandboxOptions.httpbin()
                .withMesh(MeshOptions.defaults().withSpeed(5))
                .withCluster(KubeOptions.defaults().withRbac().withHaste(60))
                .withProgram(OwnImage.program())
                .withScrapeInterval(Duration.ofMillis(100)));
        sandbox.apply(Httpbin.versions());
        sandbox.apply(Httpbin.mirroring());
        assertThat(sandbox.awaitPods(Duration.ofSeconds(30))).isTrue();
        sandbox.apply(Httpbin.load());
        assertThat(sandbox.awaitPods(Duration.ofSeconds(30))).isTrue();
        return sandbox;
    }

    /** A pod's last requests may come after it is gone. */
    private static void awaitSilence(Sandbox sandbox) {
        await(() -> !names(sandbox, "pods").contains("fortio"));
        await(() -> {
            String before = requests(sandbox);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            return requests(sandbox).equals(before);
        });
    }

    private static String requests(Sandbox sandbox) {
        sandbox.metrics().scrape();
        String question = sandbox.prometheusUrl() + "/api/v1/query?query=sum(istio_requests_total)";
        try (InputStream answer = URI.create(question).toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8).replaceFirst("\\[[0-9.]+,", "[");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("patience").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static List<String> names(Sandbox sandbox, String kind) {
        return sandbox.cluster().view().list(kind).stream()
                .map((ObjectNode object) -> object.at("/metadata/name").asText())
                .toList();
    }

    /** As a shell would split it. */
    private Typed typed(Sandbox sandbox, String line) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        List<String> words = new ArrayList<>(Arrays.asList(line.replace("\\\n", " ")
                .replace("\"*/1 * * * *\"", "*/1\u00a0*\u00a0*\u00a0*\u00a0*")
                .strip()
                .split(" +")));
        words.replaceAll(word -> word.replace('\u00a0', ' '));
        return Typed.on(
                folder,
                Stream.concat(words.stream(), Stream.of("--kubeconfig", kubeconfig.toString()))
                        .toArray(String[]::new));
    }
}
