package io.mirrorexperiment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** CronJobs whose containers are processes of this machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CronJobsTest {
    private static final String RIGHTS = """
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: gate, namespace: default}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: spec, namespace: default}, stringData: {word: hello}}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: gate, namespace: default},
             rules: [{apiGroups: [""], resources: [secrets], resourceNames: [spec], verbs: [get]}]}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: gate, namespace: default},
             roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: gate},
             subjects: [{kind: ServiceAccount, name: gate, namespace: default}]}
            """;

    /** A minute of the schedule passes in half a second. */
    private static SandboxOptions options(String script) {
        return SandboxOptions.empty()
                .withCluster(KubeOptions.defaults().withRbac().withHaste(120))
                .withProgram(new SandboxOptions.Program(
                        "example/gate",
                        port -> Map.of("gate", List.of("/bin/sh", "-c", "NAMES=" + port + "; " + script, "gate"))));
    }

    /** A line of shell that asks URLs. */
    private static String fetch(String... arguments) {
        return Fetch.words().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")) + " "
                + String.join(" ", arguments);
    }

    private static String cronJob(String more) {
        return """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: looks, namespace: default}
                spec:
                  schedule: "*/1 * * * *"
                  %s
                  jobTemplate:
                    spec:
                      backoffLimit: 0
                      template:
                        metadata: {labels: {app: looks}}
                        spec:
                          serviceAccountName: gate
                          restartPolicy: Never
                          containers: [{name: gate, image: "example/gate:1", command: [gate, now]}]
                """.formatted(more);
    }

    @Test
    void aJobIsMadeEveryMinuteAndOldOnesGo() {
        try (Sandbox sandbox = Sandbox.start(options("exit 0"))) {
            sandbox.apply(cronJob("successfulJobsHistoryLimit: 2"));

            until(() -> events(sandbox)
                            .filter(text -> text.startsWith("Created job"))
                            .count()
                    >= 5);
            until(() -> jobs(sandbox).count() <= 3);

            assertThat(jobs(sandbox).map(job -> job.at("/metadata/name").asText()))
                    .allMatch(name -> name.matches("looks-[0-9]{8}"));
            assertThat(only(sandbox, "cronjobs.batch")
                            .at("/status/lastSuccessfulTime")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void aSecondOneWaitsWhereThatIsForbidden() {
        try (Sandbox sandbox = Sandbox.start(options("sleep 30"))) {
            sandbox.apply(cronJob("concurrencyPolicy: Forbid"));
            until(() -> jobs(sandbox).count() == 1);

            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));

            assertThat(jobs(sandbox)).hasSize(1);
            assertThat(only(sandbox, "cronjobs.batch").at("/status/active")).hasSize(1);
        }
    }

    @Test
    void aProcessActsByItsOwnServiceAccount() {
        String script = "echo \"$1\"; url=$(sed -n 's/ *server: //p' \"$KUBECONFIG\");"
                + " token=$(sed -n 's/ *token: //p' \"$KUBECONFIG\"); secrets=$url/api/v1/namespaces/default/secrets;"
                + fetch("0", "\"$token\"", "$secrets/spec", "$secrets/other");
        try (Sandbox sandbox = Sandbox.start(options(script).withManifest(RIGHTS))) {
            sandbox.apply(cronJob(""));
            until(() -> log(sandbox).size() >= 3);

            assertThat(log(sandbox).get(0)).isEqualTo("now");
            assertThat(log(sandbox).get(1)).startsWith("200 ").contains("aGVsbG8=");
            assertThat(log(sandbox).get(2)).startsWith("403 ").contains("system:serviceaccount:default:gate");
            assertThat(only(sandbox, "secrets").at("/data/word").asText()).isEqualTo("aGVsbG8=");
            assertThat(only(sandbox, "secrets").has("stringData")).isFalse();
        }
    }

    @Test
    void aProcessReachesPrometheusByTheNameOfItsService() {
        String script = fetch(
                "$NAMES",
                "-",
                "'http://prometheus.istio-system:9090/api/v1/query?query=1%2B1'",
                "http://nobody.default/");
        try (Sandbox sandbox = Sandbox.start(options(script))) {
            sandbox.apply(cronJob(""));
            until(() -> log(sandbox).size() >= 2);

            assertThat(log(sandbox).get(0)).startsWith("200 ").contains("\"status\":\"success\"", "\"2\"");
            assertThat(log(sandbox).get(1)).isEqualTo("502 no Service is called nobody.default");
        }
    }

    @Test
    void whatIsNoScheduleIsRefused() {
        try (Sandbox sandbox = Sandbox.start(options("exit 0"))) {
            assertThatThrownBy(() -> sandbox.apply(cronJob("").replace("*/1 * * * *", "every minute")))
                    .hasMessageContaining("spec.schedule");
            assertThatThrownBy(() -> sandbox.apply(cronJob("concurrencyPolicy: Never")))
                    .hasMessageContaining("spec.concurrencyPolicy");
            assertThatThrownBy(() -> sandbox.apply(cronJob("").replace("name: looks", "name: " + "l".repeat(53))))
                    .hasMessageContaining("52 characters");
        }
    }

    private static Stream<ObjectNode> jobs(Sandbox sandbox) {
        return sandbox.cluster().view().list("jobs.batch").stream();
    }

    private static Stream<String> events(Sandbox sandbox) {
        return sandbox.cluster().view().list("events").stream()
                .map(event -> event.path("message").asText());
    }

    private static ObjectNode only(Sandbox sandbox, String resource) {
        List<ObjectNode> all = sandbox.cluster().view().list(resource);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** What the pod said that has said most. */
    private static List<String> log(Sandbox sandbox) {
        return sandbox.cluster().view().list("pods").stream()
                .map(pod ->
                        sandbox.mesh().log("default", pod.at("/metadata/name").asText(), "gate"))
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of())
                .stream()
                .map(PodRuntime.LogLine::text)
                .toList();
    }

    private static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
