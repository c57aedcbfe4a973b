package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.real.Ground;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The sandbox keeps the contract, and what needs Istio's webhook and Kubernetes' controllers besides. */
class ObjectsContractTest extends ObjectsContract {
    ObjectsContractTest() {
        super(Ground.sandbox(KubeOptions.defaults()));
    }

    @Test
    void refusesASecondMirrorFieldInAVirtualService() {
        String mirrors = "mirror: {host: dark}\n    mirrors: [{destination: {host: dark}}]";

        assertThatThrownBy(() -> ground.apply(Samples.virtualService("reviews", mirrors)))
                .hasMessageContaining("HTTP route cannot contain both mirror and mirrors");
    }

    @Test
    void deletesWithANamespaceAllThatIsInIt() {
        ground.apply("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
        ground.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: shop}}");

        client.namespaces().withName("shop").delete();

        client.namespaces().withName("shop").waitUntilCondition(gone -> gone == null, 10, TimeUnit.SECONDS);
        assertThat(client.configMaps().inNamespace("shop").list().getItems()).isEmpty();
    }
}
