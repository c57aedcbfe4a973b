package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deployments whose pods do what the test says. */
class DeploymentsTest {
    private static final String OLD = "example/reviews:1.0";
    private static final String NEW = "example/reviews:2.0";

    private final ScriptedPods pods = new ScriptedPods();
    private final KubeApi api = KubeApi.start(KubeOptions.defaults().withPods(pods));
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(api.kubeconfig()))
            .build();

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    private RollableScalableResource<Deployment> reviews() {
        return client.apps().deployments().inNamespace("default").withName("reviews");
    }

    private Deployment awaitReviews(Predicate<Deployment> condition) {
        return reviews()
                .waitUntilCondition(
                        deployment -> deployment.getStatus() != null && condition.test(deployment),
                        10,
                        TimeUnit.SECONDS);
    }

    private static boolean isRolledOut(Deployment deployment, int replicas) {
        var status = deployment.getStatus();
        return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                && Integer.valueOf(replicas).equals(status.getUpdatedReplicas())
                && Integer.valueOf(replicas).equals(status.getReplicas())
                && Integer.valueOf(replicas).equals(status.getAvailableReplicas());
    }

    private static boolean says(Deployment deployment, String type, String status, String reason) {
        return deployment.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status)
                        && condition.getReason().equals(reason));
    }

    private static String image(String image) {
        return "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"" + image + "\"}]}}}}";
    }

    private List<String> images() {
        return client.pods().inNamespace("default").withLabel("app", "reviews").list().getItems().stream()
                .map(pod -> pod.getSpec().getContainers().get(0).getImage())
                .distinct()
                .toList();
    }

    @Test
    void becomesAvailableWhenItsPodsAreReady() {
        pods.set(OLD, ScriptedPods.starting(OLD));
        api.apply(Samples.deployment("reviews", 1, OLD));
        awaitReviews(deployment -> says(deployment, "Available", "False", "MinimumReplicasUnavailable"));

        pods.set(OLD, ScriptedPods.ready(OLD));

        Deployment ready = awaitReviews(deployment -> isRolledOut(deployment, 1));
        assertThat(says(ready, "Available", "True", "MinimumReplicasAvailable")).isTrue();
        assertThat(ready.getStatus().getConditions())
                .extracting(DeploymentCondition::getReason)
                .contains("NewReplicaSetAvailable");
    }

    @Test
    void rollsANewImageOut() {
        api.apply(Samples.deployment("reviews", 3, OLD));
        awaitReviews(deployment -> isRolledOut(deployment, 3));

        reviews().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), image(NEW));

        awaitReviews(deployment -> isRolledOut(deployment, 3));
        assertThat(images()).containsExactly(NEW);
    }

    @Test
    void keepsTheOldPodsWhileTheNewOnesAreNotReady() {
        api.apply(Samples.deployment("reviews", 4, OLD));
        awaitReviews(deployment -> isRolledOut(deployment, 4));
        pods.set(NEW, ScriptedPods.starting(NEW));

        reviews().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), image(NEW));

        // 25 % of 4: one more than wanted, one fewer available
        Deployment stuck = awaitReviews(deployment -> deployment.getStatus().getUpdatedReplicas() != null
                && deployment.getStatus().getUpdatedReplicas() == 2
                && deployment.getStatus().getReplicas() == 5);
        assertThat(stuck.getStatus().getAvailableReplicas()).isEqualTo(3);
    }

    @Test
    void saysWhyAPodNeverStartsAndWhenTheDeadlineIsOver() {
        pods.set(OLD, ScriptedPods.waiting("ImagePullBackOff", "Back-off pulling image \"" + OLD + "\""));
        api.apply(Samples.deployment("reviews", 1, OLD)
                .replace("replicas: 1", "replicas: 1\n  progressDeadlineSeconds: 1"));

        awaitReviews(deployment -> says(deployment, "Progressing", "False", "ProgressDeadlineExceeded"));

        Pod pod = client.pods().inNamespace("default").list().getItems().get(0);
        var waiting = pod.getStatus().getContainerStatuses().get(0).getState().getWaiting();
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(waiting.getReason()).isEqualTo("ImagePullBackOff");
        assertThat(client.v1().events().inNamespace("default").list().getItems())
                .anyMatch(event -> event.getType().equals("Warning")
                        && event.getMessage().equals("Back-off pulling image \"" + OLD + "\""));
    }

    @Test
    void replacesAPodThatIsDeleted() {
        api.apply(Samples.deployment("reviews", 1, OLD));
        awaitReviews(deployment -> isRolledOut(deployment, 1));
        Pod first = client.pods().inNamespace("default").list().getItems().get(0);

        client.pods().resource(first).delete();

        client.pods().resource(first).waitUntilCondition(gone -> gone == null, 10, TimeUnit.SECONDS);
        awaitReviews(deployment -> isRolledOut(deployment, 1));
        assertThat(pods.alive()).isEqualTo(1);
    }

    @Test
    void takesItsPodsAlongWhenItIsDeleted() {
        api.apply(Samples.deployment("reviews", 2, OLD));
        awaitReviews(deployment -> isRolledOut(deployment, 2));

        reviews().delete();

        client.pods()
                .inNamespace("default")
                .withLabel("app", "reviews")
                .informOnCondition(List::isEmpty)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        assertThat(client.apps().replicaSets().inNamespace("default").list().getItems())
                .isEmpty();
        assertThat(pods.alive()).isZero();
    }

    @Test
    void putsReadyPodsBehindTheirService() {
        api.apply(Samples.deployment("reviews", 2, OLD));
        api.apply("""
                {apiVersion: v1, kind: Service, metadata: {name: reviews},
                 spec: {selector: {app: reviews}, ports: [{name: http, port: 80, targetPort: 9080}]}}
                """);

        client.endpoints()
                .inNamespace("default")
                .withName("reviews")
                .waitUntilCondition(
                        endpoints -> endpoints != null
                                && !endpoints.getSubsets().isEmpty()
                                && endpoints.getSubsets().get(0).getAddresses().size() == 2,
                        10,
                        TimeUnit.SECONDS);

        var subset = client.endpoints()
                .inNamespace("default")
                .withName("reviews")
                .get()
                .getSubsets()
                .get(0);
        assertThat(subset.getPorts().get(0).getPort()).isEqualTo(9080);
    }

    @Test
    void listsTheSidecarThatANamespaceAsksFor() {
        api.apply("{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}");
        api.apply(Samples.deployment("reviews", 1, OLD));

        awaitReviews(deployment -> isRolledOut(deployment, 1));

        Pod pod = client.pods().inNamespace("default").list().getItems().get(0);
        assertThat(pod.getSpec().getContainers())
                .extracting(container -> container.getName())
                .containsExactly("app", "istio-proxy");
        assertThat(pod.getStatus().getContainerStatuses()).allMatch(status -> status.getReady());
    }

    @Test
    void recreatesWithoutEverRunningBoth() {
        String recreate = Samples.deployment("reviews", 2, OLD)
                .replace("spec:\n  replicas", "spec:\n  strategy: {type: Recreate}\n  replicas");
        api.apply(recreate);
        awaitReviews(deployment -> isRolledOut(deployment, 2));

        reviews().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), image(NEW));

        awaitReviews(deployment -> isRolledOut(deployment, 2) && images().equals(List.of(NEW)));
        assertThat(pods.alive()).isEqualTo(2);
    }
}
