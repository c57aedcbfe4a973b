package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Seed 001, Iter8's tutorial on mirrored traffic, with Knative Serving's own controllers, activator and queue-proxies, istiod and Envoy. Its
 * limits and shares are its own, its times are shorter. Alone, since istiod is started anew with the suffix that the tutorial's routes want.
 */
@Isolated
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Seed001RealTest {
    private static final String HOST = "example.com";
    private static final String OBJECT = "experiments.iter8.tools/mirroring";

    /** The seed's Job asks twice a second, for a hundred seconds. */
    private static final double RATE = 20;

    private final Bed bed = Bed.up().with("mesh").with("prometheus").with("knative");
    private Tutorial tutorial;
    private Customers customers;

    @BeforeAll
    void opens(@TempDir Path folder) {
        tutorial = Tutorial.in(bed, folder);
        restartIstiod("DISABLE_SHADOW_HOST_SUFFIX=false");
        tutorial.apply("service");
        bed.kubectl("wait", "--for=condition=Ready", "ksvc/sample-app", "--timeout=90s");
        tutorial.apply("routing-rules");
        tutorial.apply("experiment");
        Welcome.await(bed.gateway(), HOST);
    }

    @BeforeEach
    void customersCome() {
        customers = Customers.of(bed.gateway(), HOST, "/", RATE);
    }

    @AfterEach
    void customersGo() {
        customers.close();
    }

    @AfterAll
    void closes() {
        try {
            tutorial.close();
        } finally {
            restartIstiod("");
        }
    }

    private void restartIstiod(String setting) {
        String commands = bed.fact("commands");
        Said.of(List.of(commands + "/stop", "istiod"), 60).mustSucceed();
        Said.of(List.of("env", "ISTIOD_SETTINGS=" + setting, commands + "/start", "istiod"), 120)
                .mustSucceed();
    }

    private GateProcess run(String... more) {
        Patiently.pass(Duration.ofSeconds(12));
        List<String> overrides = new ArrayList<>(List.of("spec.duration.interval=2s", "spec.protection.baseline=10s"));
        overrides.addAll(List.of(more));
        return tutorial.gate("run", overrides.toArray(String[]::new));
    }

    /** How the dark revision's pods behave from now on; one that starts or ends just now does not listen. */
    private void darkBehaves(String behaviour) {
        Patiently.until("all dark pods are told", Duration.ofSeconds(60), () -> darkPods().stream()
                .allMatch(pod ->
                        Said.of(List.of("curl", "-sfm5", "--data", behaviour, "http://" + pod + ":9081/behaviour"), 10)
                                        .status()
                                == 0));
    }

    private List<String> darkPods() {
        return bed.kubectl(
                        "get",
                        "pods",
                        "-l",
                        "serving.knative.dev/revision=sample-app-v2",
                        "-o",
                        "jsonpath={range .items[*]}{.status.podIP}{\"\\n\"}{end}")
                .lines()
                .toList();
    }

    private String touchable() {
        return bed.kubectl(
                "get",
                "virtualservices,ksvc,leases",
                "-o",
                "jsonpath={range .items[*]}{.metadata.name} {.metadata.annotations} {.spec}{end}");
    }

    @Test
    void theSeedsExperimentConformsAndNothingIsTouched() {
        darkBehaves("");
        String before = touchable();

        GateProcess gate = run();

        assertThat(gate.exit()).as(gate::said).isZero();
        assertThat(gate.lastLine())
                .contains("verdict=conforms outcome=observed cause=objectives-met run=default.mirroring.");
        assertThat(gate.said()).containsPattern("proven: \\d+ of \\d+ live requests copied: (3\\d|4\\d)\\.\\d %");
        assertThat(touchable()).isEqualTo(before);
        assertThat(customers.count().servedBy()).containsOnlyKeys("sample-app-v1-deployment");
        assertThat(customers.count().losses()).isEmpty();
    }

    @Test
    void aDarkRevisionThatFailsOneRequestInFiveViolates() {
        darkBehaves("errors=0.2,status=503");

        GateProcess gate = run();

        assertThat(gate.exit()).as(gate::said).isEqualTo(1);
        assertThat(gate.lastLine()).contains("verdict=violates outcome=observed cause=objective-breached");
        assertThat(customers.count().losses()).as("users notice nothing").isEmpty();
    }

    /** Nothing but kubectl: the stored experiment is followed, and its status is Iter8's. */
    @Test
    void theControllerFollowsTheExperimentThatKubectlApplied(@TempDir Path home) {
        darkBehaves("");
        String before = bed.kubectl("get", "virtualservices,ksvc", "-o", "jsonpath={.items[*].spec}");
        bed.kubectl(
                "annotate",
                "--overwrite",
                OBJECT,
                "mirror-experiment.io/set=spec.metrics.prometheus.url=" + bed.prometheus()
                        + "\nspec.duration.interval=2s\nspec.protection.baseline=10s");
        Patiently.pass(Duration.ofSeconds(12));
        List<String> words = List.of("controller", "--namespace", "default", "--lease", "seed-001");
        try (GateProcess controller = GateProcess.start(home, bed.kubeconfig(), words)) {
            Patiently.until("the experiment is over", Duration.ofMinutes(4), () -> {
                assertThat(controller.hasEnded()).as(controller::said).isFalse();
                return status("stage").equals("Completed");
            });

            assertThat(status("analysis.winnerAssessment.data.winnerFound"))
                    .as(() -> controller.said() + status("message"))
                    .isEqualTo("true");
            assertThat(status("message")).startsWith("ExperimentCompleted: Experiment completed successfully");
            assertThat(bed.kubectl("get", "virtualservices,ksvc", "-o", "jsonpath={.items[*].spec}"))
                    .isEqualTo(before);
            assertThat(tutorial.describe(bed.kubectl("get", OBJECT, "-o", "yaml"))
                            .all())
                    .contains("Experiment stage: Completed", "Winning version: current");
            controller.signal("TERM");
            assertThat(controller.exit()).as(controller::said).isZero();
        } finally {
            bed.kubectl("patch", OBJECT, "--type=merge", "-p", "{\"metadata\": {\"finalizers\": null}}");
        }
    }

    private String status(String field) {
        return bed.kubectl("get", OBJECT, "-o", "jsonpath={.status." + field + "}");
    }

    /** Its Service first, then the route of the domain; a user's kubectl leads everybody back. */
    @Test
    void thePromotedRevisionGetsEveryUserAndNobodyIsLost() {
        darkBehaves("");
        try {
            GateProcess gate = run("spec.promotion=auto");

            assertThat(gate.exit()).as(gate::said).isZero();
            assertThat(gate.lastLine()).contains("outcome=promoted cause=objectives-met");
            assertThat(bed.kubectl(
                            "get",
                            "ksvc",
                            "sample-app",
                            "-o",
                            "jsonpath={.status.traffic[?(@.percent==100)].revisionName}"))
                    .isEqualTo("sample-app-v2");
            long ofTheOld = customers.count().servedBy().getOrDefault("sample-app-v1-deployment", 0L);
            Patiently.pass(Duration.ofSeconds(2));
            assertThat(customers.count().servedBy())
                    .containsEntry("sample-app-v1-deployment", ofTheOld)
                    .containsKey("sample-app-v2-deployment");
            assertThat(customers.count().losses()).isEmpty();
        } finally {
            share(100, 0);
            tutorial.apply("routing-rules");
            Patiently.until("users are led back", Duration.ofSeconds(60), this::oldServesAlone);
        }
    }

    private boolean oldServesAlone() {
        long before = customers.count().servedBy().getOrDefault("sample-app-v2-deployment", 0L);
        Patiently.pass(Duration.ofSeconds(2));
        return customers.count().servedBy().getOrDefault("sample-app-v2-deployment", 0L) == before;
    }

    /** Today's Istio as it is shipped: the tutorial's routes take copies for requests of users, who are served twice over. */
    @Test
    void withoutTheSuffixNoCopyReachesTheDarkRevision() {
        restartIstiod("");
        try {
            Patiently.until("copies go to the live revision", Duration.ofSeconds(60), () -> !darkGetsCopies());

            GateProcess gate = run("spec.mirror.flowWithin=10s");

            assertThat(gate.exit()).as(gate::said).isEqualTo(2);
            assertThat(gate.lastLine()).contains("verdict=inconclusive", "cause=mirror-not-flowing");
        } finally {
            restartIstiod("DISABLE_SHADOW_HOST_SUFFIX=false");
            Patiently.until("copies are told again", Duration.ofSeconds(60), this::darkGetsCopies);
        }
    }

    private boolean darkGetsCopies() {
        long before = darkRequests();
        Patiently.pass(Duration.ofSeconds(3));
        return darkRequests() > before;
    }

    private long darkRequests() {
        String counted = Said.of(
                        List.of(
                                "curl",
                                "-sfG",
                                bed.prometheus() + "/api/v1/query",
                                "--data-urlencode",
                                "query=sum(revision_app_request_count{revision_name='sample-app-v2'})"),
                        10)
                .mustSucceed();
        return Long.parseLong(counted.replaceFirst("(?s).*\"value\":\\[[^,]*,\"(\\d+)\".*", "$1"));
    }

    @Test
    void aServiceThatGivesUsersToBothRevisionsIsRefused() {
        share(90, 10);
        try {
            GateProcess checked = tutorial.gate("check");

            assertThat(checked.exit()).as(checked.said()).isEqualTo(4);
            assertThat(checked.said())
                    .contains("Service default/sample-app sends its traffic to sample-app-v1 and sample-app-v2");
        } finally {
            share(100, 0);
        }
    }

    private void share(int live, int dark) {
        bed.kubectl(
                "patch",
                "ksvc",
                "sample-app",
                "--type=merge",
                "-p",
                "{\"spec\": {\"traffic\": [{\"revisionName\": \"sample-app-v1\", \"percent\": " + live
                        + "}, {\"latestRevision\": true, \"percent\": " + dark + "}]}}");
        bed.kubectl("wait", "ksvc/sample-app", "--for=jsonpath={.status.traffic[0].percent}=" + live, "--timeout=30s");
    }
}
