package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first thing everybody does with a cluster: deploy, wait, look, delete. */
class KubeApiTest {
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

    @Test
    void bringsADeploymentToLife() {
        api.apply(Samples.deployment("reviews", 2, "example/reviews:1.0"));

        Deployment ready = client.apps()
                .deployments()
                .inNamespace("default")
                .withName("reviews")
                .waitUntilReady(10, TimeUnit.SECONDS);

        assertThat(ready.getStatus().getAvailableReplicas()).isEqualTo(2);
        assertThat(ready.getStatus().getObservedGeneration()).isEqualTo(1);
        assertThat(client.pods().inNamespace("default").list().getItems()).hasSize(2);
    }

    @Test
    void showsAVirtualServiceUnderEachOfItsVersions() {
        api.apply(Samples.virtualService("reviews", "mirrorPercentage: {value: 40.0}"));

        GenericKubernetesResource old = client.genericKubernetesResources(
                        "networking.istio.io/v1alpha3", "VirtualService")
                .inNamespace("default")
                .withName("reviews")
                .get();

        assertThat(old.getApiVersion()).isEqualTo("networking.istio.io/v1alpha3");
        assertThat(old.<Object>get("spec", "http", 0, "mirrorPercentage", "value"))
                .isEqualTo(40);
    }
}
