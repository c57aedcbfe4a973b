package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl, where there is one. */
class KubectlTest {
    private static final String IMAGE = "example/reviews:1.0";

    private final Path folder;
    private final Kubectl kubectl;
    private final ScriptedPods pods = new ScriptedPods();
    private final KubeApi api =
            KubeApi.start(KubeOptions.defaults().withPods(pods).withRbac());

    KubectlTest(@TempDir Path folder) {
        this.folder = folder;
        this.kubectl = new Kubectl(folder);
    }

    @BeforeAll
    static void needsKubectl() {
        Kubectl.assumeThere(KubectlTest.class);
    }

    @BeforeEach
    void point() throws IOException {
        Files.writeString(folder.resolve("config"), api.kubeconfig());
        Files.writeString(folder.resolve("reviews.yaml"), Samples.deployment("reviews", 2, IMAGE));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String says(String... words) throws Exception {
        return kubectl.says(words);
    }

    private void deploy() throws Exception {
        says("apply", "-f", "reviews.yaml");
        says("rollout", "status", "deployment/reviews", "--timeout=15s");
    }

    @Test
    void appliesTwiceAndSeesNoDifference() throws Exception {
        String first = says("apply", "-f", "reviews.yaml");

        String second = says("apply", "-f", "reviews.yaml");

        assertThat(first).contains("deployment.apps/reviews created");
        assertThat(second).contains("deployment.apps/reviews unchanged");
        assertThat(says("diff", "-f", "reviews.yaml")).isEmpty();
    }

    @Test
    void printsTheUsualTables() throws Exception {
        deploy();
        api.apply(Samples.virtualService("reviews", "timeout: 5s"));

        String deployments = says("get", "deployments", "-o", "wide");

        assertThat(deployments)
                .containsPattern("NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR")
                .containsPattern("reviews +2/2 +2 +2 +\\d+s +app +" + IMAGE + " +app=reviews");
        assertThat(says("get", "pods"))
                .containsPattern("NAME +READY +STATUS +RESTARTS +AGE\nreviews-\\S+ +1/1 +Running +0");
        assertThat(says("get", "vs")).containsPattern("NAME +GATEWAYS +HOSTS +AGE\nreviews +\\[\"reviews\"] +");
    }

    @Test
    void scalesWaitsAndReadsOneField() throws Exception {
        deploy();

        says("scale", "deployment/reviews", "--replicas=3");

        says("wait", "deployment/reviews", "--for=jsonpath={.status.availableReplicas}=3", "--timeout=15s");
        assertThat(says("get", "deployment", "reviews", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("3");
    }

    @Test
    void describesADeploymentWithItsEvents() throws Exception {
        deploy();

        String description = says("describe", "deployment", "reviews");

        assertThat(description)
                .contains("2 desired | 2 updated | 2 total | 2 available | 0 unavailable")
                .contains("NewReplicaSetAvailable")
                .contains("Scaled up replica set reviews-");
        assertThat(says("get", "events")).contains("ScalingReplicaSet");
    }

    @Test
    void readsLogs() throws Exception {
        deploy();

        String last = says("logs", "deployment/reviews", "-c", "app", "--tail=1", "--timestamps");

        assertThat(last).contains("2026-11-21T08:00:01Z second").doesNotContain("first");
    }

    @Test
    void deletesAndWaitsUntilItIsGone() throws Exception {
        deploy();

        String text = says("delete", "deployment", "reviews", "--timeout=15s");

        assertThat(text).contains("deployment.apps \"reviews\" deleted");
        assertThat(says("get", "deployments")).contains("No resources found");
    }

    @Test
    void answersWhatSomebodyMayDo() throws Exception {
        Files.writeString(folder.resolve("config"), api.kubeconfigFor("default", "gate"));

        Kubectl.Said mayCreate = kubectl.run("auth", "can-i", "create", "deployments.apps");

        assertThat(mayCreate.text()).contains("no");
        assertThat(mayCreate.code()).isEqualTo(1);
        assertThat(kubectl.run("get", "deployments").text())
                .contains("Error from server (Forbidden): deployments.apps is forbidden: User"
                        + " \"system:serviceaccount:default:gate\" cannot list resource \"deployments\"");
    }

    @Test
    void explainsARefusal() throws Exception {
        Files.writeString(folder.resolve("reviews.yaml"), Samples.deployment("reviews", -1, IMAGE));

        Kubectl.Said refused = kubectl.run("apply", "-f", "reviews.yaml");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text())
                .contains(
                        "The Deployment \"reviews\" is invalid: spec.replicas: Invalid value: -1: must be greater than"
                                + " or equal to 0");
    }

    @Test
    void createsWhatItSendsAsProtobuf() throws Exception {
        says("create", "namespace", "shop");

        says("create", "configmap", "settings", "-n", "shop", "--from-literal=key=value");

        assertThat(says("get", "configmap", "settings", "-n", "shop", "-o", "jsonpath={.data.key}"))
                .isEqualTo("value");
        assertThat(says("auth", "whoami")).contains("sandbox-admin");
    }

    @Test
    void goesBackToThePreviousRevision() throws Exception {
        deploy();
        says("set", "image", "deployment/reviews", "app=example/reviews:2.0");
        says("rollout", "status", "deployment/reviews", "--timeout=15s");

        says("rollout", "undo", "deployment/reviews");

        says("rollout", "status", "deployment/reviews", "--timeout=15s");
        assertThat(says("get", "deployment", "reviews", "-o", "jsonpath={..image}"))
                .isEqualTo(IMAGE);
    }

    @Test
    void listsTheKinds() throws Exception {
        assertThat(says("api-resources", "--api-group=networking.istio.io"))
                .containsPattern("virtualservices +vs +networking.istio.io/v1 +true +VirtualService");
    }
}
