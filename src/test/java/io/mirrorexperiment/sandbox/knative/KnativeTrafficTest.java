package io.mirrorexperiment.sandbox.knative;

import static io.mirrorexperiment.sandbox.knative.KnativeScene.BLUE;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.GREEN;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.await;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.SampleApp;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.mesh.MeshClient;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where requests to a Knative Service go, what its proxies count, and seed 001's pair of VirtualServices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnativeTrafficTest {
    private static final String HOST = "sample-app.default.example.com";

    private final KnativeScene scene = KnativeScene.open(SandboxOptions.empty()
            .withMesh(MeshOptions.defaults().withShadowSuffix(true))
            .withKnative(KnativeOptions.shipped()));
    private final MeshClient client = scene.sandbox.mesh().client("tester", "default", Map.of());

    @BeforeAll
    void deploy() {
        scene.applyBoth();
        scene.sandbox.apply(SampleApp.routingRules());
        await("v1 answers at the domain", () -> asked("example.com", Map.of()).equals("200 sample-app-v1-deployment"));
    }

    @AfterAll
    void close() {
        scene.close();
    }

    private String asked(String host, Map<String, String> headers) {
        return scene.ask(client.url(), host, headers);
    }

    private double counted(String revision) {
        return counted(scene, revision);
    }

    private static double counted(KnativeScene scene, String revision) {
        scene.sandbox.metrics().scrape();
        return scene.query("sum(revision_app_request_count{revision_name='" + revision + "'}) or on() vector(0)")
                .at("/data/result/0/value/1")
                .asDouble();
    }

    @Test
    void theServiceAnswersInTheMeshByItsFullNamesAndAtTheIngressGatewayByItsDomain() {
        for (String name :
                new String[] {"sample-app.default", "sample-app.default.svc", "sample-app.default.svc.cluster.local"}) {
            assertThat(asked(name, Map.of())).as(name).isEqualTo("200 sample-app-v1-deployment");
        }
        assertThat(scene.ask(HOST)).isEqualTo("200 sample-app-v1-deployment");
    }

    @Test
    void theHeadersChooseTheRevisionWhicheverRevisionsServiceIsCalled() {
        Map<String, String> dark =
                Map.of("Knative-Serving-Namespace", "default", "Knative-Serving-Revision", "sample-app-v2");

        String answer = asked("sample-app-v1.default.svc.cluster.local", dark);

        assertThat(answer).isEqualTo("200 sample-app-v2-deployment");
        assertThat(asked("sample-app-v1.default.svc.cluster.local", Map.of()))
                .isEqualTo("200 sample-app-v1-deployment");
    }

    @Test
    void aRevisionThatIsNotThereIsNotFound() {
        Map<String, String> unknown =
                Map.of("Knative-Serving-Namespace", "default", "Knative-Serving-Revision", "nowhere");

        assertThat(asked("sample-app-v1.default.svc.cluster.local", unknown)).startsWith("404 Error");
    }

    @Test
    void copiesOfTheDomainGoToTheDarkRevisionAndAnswersComeFromTheLiveOne() {
        double before = counted("sample-app-v2");
        double live = counted("sample-app-v1");
        Map<String, Integer> answers = new TreeMap<>();

        for (int i = 0; i < 200; i++) {
            answers.merge(asked("example.com", Map.of()), 1, Integer::sum);
        }

        assertThat(answers).containsOnly(Map.entry("200 sample-app-v1-deployment", 200));
        assertThat(counted("sample-app-v1") - live).isEqualTo(200);
        // 40 % of 200 are 80, and 99.99 % of such samples are within 4 standard deviations of 6.9
        await("the copies arrive", () -> Math.abs(counted("sample-app-v2") - before - 80) <= 28);
    }

    /** What Istio does since 1.28: the rule for copies never matches, and they go where the originals go. */
    @Test
    void withoutTheSuffixCopiesOfTheDomainGoToTheLiveRevision() {
        try (KnativeScene today = KnativeScene.open(KnativeOptions.shipped())) {
            today.applyBoth();
            today.sandbox.apply(SampleApp.routingRules().replace("mirrorPercent: 40", "mirrorPercent: 100"));
            MeshClient caller = today.sandbox.mesh().client("tester", "default", Map.of());
            await("v1 answers", () -> today.ask(caller.url(), "example.com", Map.of())
                    .startsWith("200"));
            double before = counted(today, "sample-app-v1");

            assertThat(today.ask(caller.url(), "example.com", Map.of())).isEqualTo("200 sample-app-v1-deployment");

            await("original and copy are counted", () -> counted(today, "sample-app-v1") >= before + 2);
            assertThat(counted(today, "sample-app-v2")).isZero();
        }
    }

    @Test
    void theQueueProxyCountsWithKnativesLabelsAndBuckets() {
        assertThat(asked("example.com", Map.of())).startsWith("200");
        scene.sandbox.metrics().scrape();

        JsonNode series = scene.query("revision_app_request_latencies_count{revision_name='sample-app-v1'}")
                .at("/data/result/0/metric");

        assertThat(series.path("configuration_name").asText()).isEqualTo("sample-app");
        assertThat(series.path("service_name").asText()).isEqualTo("sample-app");
        assertThat(series.path("namespace_name").asText()).isEqualTo("default");
        assertThat(series.path("response_code").asText()).isEqualTo("200");
        assertThat(series.path("response_code_class").asText()).isEqualTo("2xx");
        assertThat(series.path("container_name").asText()).isEqualTo("queue-proxy");
        assertThat(series.path("pod_name").asText())
                .isEqualTo(series.path("pod").asText());
        assertThat(series.path("job").asText()).isEqualTo("knative-queue-proxy");
        // 26 edges of pkg/queue/request_metric.go and +Inf
        assertThat(scene.query("count(revision_app_request_latencies_bucket{revision_name='sample-app-v1'})")
                        .at("/data/result/0/value/1")
                        .asText())
                .isEqualTo("27");
    }

    @Test
    void trafficCanBeSplitAndTagged() {
        String split =
                "traffic: [{revisionName: other-v1, percent: 30}, {latestRevision: true, percent: 70, tag: green}]";
        scene.sandbox.apply(service("other-v1", BLUE, "").replace("sample-app", "other"));
        scene.sandbox.apply(service("other-v2", GREEN, split).replace("sample-app", "other"));
        await("green answers", () -> scene.ask("green-other.default.example.com")
                .equals("200 other-v2-deployment"));

        int green = 0;
        for (int i = 0; i < 200; i++) {
            green += scene.ask("other.default.example.com").equals("200 other-v2-deployment") ? 1 : 0;
        }

        // 70 % of 200 are 140, with a standard deviation of 6.5
        assertThat(green).isBetween(114, 166);
        assertThat(scene.status("services", "other").at("/traffic/1/url").asText())
                .isEqualTo("http://green-other.default.example.com");
    }
}
