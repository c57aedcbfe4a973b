package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.SampleApp;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Iter8's experiment of seed 001, judged beside its own manifests; its times are shorter and its load is quicker here. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class Seed001RunTest {
    private static final ImageProfile QUICK = ImageProfile.parse(ImageProfile.STEADY, "latency=5ms,start=10ms");

    @TempDir
    Path folder = Path.of("");

    @Test
    void aGoodDarkRevisionConformsAndNothingIsTouched() throws IOException {
        try (Sandbox tutorial = tutorial(true, "")) {
            Typed run = judged(tutorial);

            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("sample-app-v1 → sample-app-v2", "copies arrive")
                    .contains("iter8: without requests, without values")
                    .contains("Revision default/sample-app-v2 has no autoscaling.knative.dev/min-scale");
            assertThat(run.lastLine())
                    .contains("verdict=conforms outcome=observed cause=objectives-met run=default.mirroring.1");
            assertThat(leases(tutorial)).isZero();
            Typed described = described();
            assertThat(described.code()).as(described.out() + described.err()).isZero();
            assertThat(described.out())
                    .contains("Experiment stage: Completed", "Number of completed iterations: 10")
                    .contains("Winning version: current")
                    .containsPattern("iter8-knative/error-rate +\\| +0.000");
            Path other = folder.resolve("experiment.yaml");
            Files.writeString(other, Files.readString(other).replaceFirst("(?s)  - metric:.*?(?=  - metric:)", ""));
            assertThat(status().code()).isEqualTo(3);
            assertThat(status().err())
                    .contains("run default.mirroring.1 was not begun with", "its name or its objectives are others");
        }
    }

    @Test
    void aDarkRevisionThatFailsOneRequestInFiveViolates() throws IOException {
        try (Sandbox tutorial = tutorial(true, "errors=0.2")) {
            Typed run = judged(tutorial);

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
            assertThat(run.lastLine()).contains("verdict=violates outcome=observed cause=objective-breached");
            Typed described = described();
            assertThat(described.code()).isEqualTo(1);
            assertThat(described.out()).contains("Winning version: not found");
        }
    }

    /** Istio from 1.28 on: copies carry the authority of the original, so the routes take them for originals. */
    @Test
    void withoutTheSuffixNoCopyArrivesAndNothingIsConcluded() throws IOException {
        try (Sandbox tutorial = tutorial(false, "")) {
            Typed run = judged(tutorial, "--set", "spec.mirror.flowWithin=6s");

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
            assertThat(run.out()).contains("A route tells copies from originals by an authority that ends in -shadow");
            assertThat(run.lastLine()).contains("verdict=inconclusive", "cause=mirror-not-flowing");
        }
    }

    @Test
    void aMeshWithoutTheSuffixIsRefusedBeforeARunWhereIstiodTells() throws IOException {
        try (Sandbox tutorial = tutorial(false, "")) {
            tutorial.apply("{apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}");
            tutorial.apply("""
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
                    spec:
                      replicas: 0
                      selector: {matchLabels: {app: istiod}}
                      template:
                        metadata: {labels: {app: istiod}}
                        spec: {containers: [{name: discovery, image: "istio/pilot:1.29.1"}]}
                    """);

            Typed run = judged(tutorial);
            Typed check = judged("check", tutorial);

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(4);
            assertThat(run.lastLine()).contains("outcome=not-started cause=not-possible");
            assertThat(List.of(run.out(), check.out())).allSatisfy(out -> assertThat(out)
                    .contains("Deployment istio-system/istiod (Istio 1.29) does not have that suffix appended")
                    .contains("DISABLE_SHADOW_HOST_SUFFIX=false in istiod's environment"));
            assertThat(check.code()).isEqualTo(4);
        }
    }

    /** Iter8 finds a winner there. */
    @Test
    void withoutObjectivesNothingIsConcluded() throws IOException {
        try (Sandbox tutorial = tutorial(true, "")) {
            Typed run = run(
                    tutorial,
                    SampleApp.experiment().replaceAll("(?s)  criteria:.*?  duration:", "  duration:"),
                    "--set",
                    "spec.duration.iterations=3");

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
            assertThat(run.out()).contains("Iter8 finds a winner without any evidence", "copies arrive");
            assertThat(run.lastLine()).contains("verdict=inconclusive outcome=observed cause=no-evidence");
        }
    }

    /** DESIGN 6.11: the Service's traffic first, then the domain's route; the user's mirror stays. */
    @Test
    void itIsPromotedWhereAFlagAsksForIt() throws IOException {
        try (Sandbox tutorial = tutorial(true, "")) {
            Typed run = run(tutorial, SampleApp.experiment(), "--promotion", "auto");

            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains(
                            "a promotion leads spec.traffic of Service default/sample-app to sample-app-v2 by its name")
                    .contains("the Knative Service's traffic goes to the judged revision");
            assertThat(run.lastLine()).contains("verdict=conforms outcome=promoted cause=objectives-met");
            assertThat(object(tutorial, "services.serving.knative.dev", "sample-app")
                            .at("/status/traffic")
                            .toString())
                    .contains("\"percent\":100,\"revisionName\":\"sample-app-v2\"");
            assertThat(object(tutorial, "virtualservices.networking.istio.io", "example-routing")
                            .toString())
                    .doesNotContain("sample-app-v1", "before-shift");
            assertThat(object(tutorial, "virtualservices.networking.istio.io", "example-mirroring")
                            .at("/spec/http/0/mirrorPercent")
                            .asInt())
                    .isEqualTo(40);
        }
    }

    private static JsonNode object(Sandbox tutorial, String kind, String name) {
        return tutorial.cluster().view().list(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Typed described() {
        Typed status = status();
        assertThat(status.code()).as(status.err()).isZero();
        return Typed.reading(folder, status.out(), "describe", "-");
    }

    private Typed status() {
        return Typed.on(
                folder,
                "status",
                "default.mirroring.1",
                "--iter8-status",
                folder.resolve("experiment.yaml").toString());
    }

    /** A Metric object of the user's in the cluster or in another file, asked of the sandbox's own metrics server. */
    @Test
    void aMetricObjectOfTheClusterIsAskedAndDecides() throws IOException {
        try (Sandbox tutorial = tutorial(true, "")) {
            tutorial.apply(metric("served", tutorial.prometheusUrl(), "revision_name='$revision'"));
            Path nowhere = Files.writeString(
                    folder.resolve("more.yaml"), metric("nowhere", tutorial.prometheusUrl(), "revision_name='$name'"));

            Typed enough = run(tutorial, limiting("served", 1));
            assertThat(enough.code()).as(enough.out() + enough.err()).isZero();
            assertThat(unbroken(enough))
                    .contains("Askedofothersystems", "default/served:", "revision_name='sample-app-v2'")
                    .contains("metricsofyourownareaskedforonevalueateachlook");

            Typed tooFew = run(tutorial, limiting("served", 1_000_000));
            assertThat(tooFew.code()).as(tooFew.out() + tooFew.err()).isEqualTo(1);

            Typed unknown = run(tutorial, limiting("nowhere", 1), "--with", nowhere.toString());
            assertThat(unknown.code()).as(unknown.out() + unknown.err()).isEqualTo(2);
            assertThat(unbroken(unknown))
                    .contains("noseriesrevision_app_request_latencies_count{revision_name='current'}isknown")
                    .contains("$namestandsforthewrongname");
        }
    }

    @Test
    void aMetricThatIsDefinedNowhereIsNamedWithTheWaysOut() throws IOException {
        try (Sandbox empty = Sandbox.start(SandboxOptions.empty())) {
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), empty.kubeconfig());
            Path experiment = Files.writeString(folder.resolve("experiment.yaml"), limiting("served", 1));

            Typed run = Typed.on(folder, "run", experiment.toString(), "--kubeconfig", kubeconfig.toString());

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(3);
            assertThat(run.err())
                    .contains(
                            "default/served is defined nowhere: it is not in the file, and the cluster knows no Metric objects")
                    .contains("or name its file by --with, or apply it to the cluster");
        }
    }

    /** Lines end wherever a hundred columns do. */
    private static String unbroken(Typed run) {
        return run.out().replaceAll("\\s", "");
    }

    /** The tutorial's experiment with one objective, on a metric of the user's. */
    private static String limiting(String metric, int least) {
        return SampleApp.experiment()
                .replaceAll(
                        "(?s)    objectives:.*?  duration:",
                        "    objectives:\n    - metric: default/" + metric + "\n      lowerLimit: " + least
                                + "\n  duration:");
    }

    private static String metric(String name, String prometheus, String selector) {
        return """
            apiVersion: iter8.tools/v2alpha2
            kind: Metric
            metadata: {name: %s, namespace: default}
            spec:
              type: Counter
              units: requests
              urlTemplate: %s/api/v1/query
              params: [{name: query, value: "sum(revision_app_request_latencies_count{%s})"}]
              jqExpression: .data.result[0].value[1] | tonumber
            """.formatted(name, prometheus, selector);
    }

    private static Sandbox tutorial(boolean suffix, String dark) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.empty()
                .withMesh(MeshOptions.defaults().withShadowSuffix(suffix).withSpeed(20))
                .withKnative(KnativeOptions.shipped())
                .withScrapeInterval(Duration.ofMillis(100))
                .withImages(Map.of(
                        SampleApp.LIVE,
                        QUICK,
                        SampleApp.DARK,
                        dark.isEmpty() ? QUICK : ImageProfile.parse(QUICK, dark))));
        sandbox.apply(
                "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}");
        sandbox.apply(SampleApp.service());
        sandbox.apply(SampleApp.routingRules());
        sandbox.apply(SampleApp.load());
        assertThat(sandbox.awaitPods(Duration.ofSeconds(30))).isTrue();
        awaitCalls(sandbox);
        return sandbox;
    }

    /** The Job sleeps before it begins. */
    private static void awaitCalls(Sandbox sandbox) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Map<String, String> live = Map.of("serving.knative.dev/revision", "sample-app-v1");
        while (sandbox.mesh().accessLog("default", live).size() < 40) {
            assertThat(System.nanoTime() - end).as("the load begins").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** This machine may be busy, and its latency is not what is tried. */
    private Typed judged(Sandbox tutorial, String... more) throws IOException {
        return judged("run", tutorial, more);
    }

    private Typed judged(String command, Sandbox tutorial, String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("--set", "spec.objectives[0].upperLimit=2000", "--set", "spec.objectives[1].upperLimit=5000"));
        words.addAll(List.of(more));
        return typed(command, tutorial, SampleApp.experiment(), words.toArray(String[]::new));
    }

    private Typed run(Sandbox tutorial, String text, String... more) throws IOException {
        return typed("run", tutorial, text, more);
    }

    private Typed typed(String command, Sandbox tutorial, String text, String... more) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), tutorial.kubeconfig());
        Path experiment = Files.writeString(folder.resolve("experiment.yaml"), text);
        List<String> words = new ArrayList<>(List.of(command, experiment.toString(), "--shortest-interval", "50"));
        if (command.equals("run")) {
            words.add("--plain");
        }
        words.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        words.addAll(List.of("--set", "spec.metrics.prometheus.url=" + tutorial.prometheusUrl()));
        words.addAll(List.of("--set", "spec.duration.interval=500ms", "--set", "spec.protection.baseline=2s"));
        words.addAll(List.of(more));
        return Typed.on(folder, words.toArray(String[]::new));
    }

    private static long leases(Sandbox tutorial) {
        return tutorial.cluster().view().list("leases.coordination.k8s.io").size();
    }
}
