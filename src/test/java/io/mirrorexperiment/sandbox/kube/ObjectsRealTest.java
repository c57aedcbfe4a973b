package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Kubernetes keeps the contract: what the sandbox is held to is what there is. */
class ObjectsRealTest extends ObjectsContract {
    ObjectsRealTest() {
        super(Ground.real());
    }

    @Test
    void refusesASecondMirrorFieldInAVirtualService() {
        Bed.up().with("mesh");
        String mirrors = "mirror: {host: dark}\n    mirrors: [{destination: {host: dark}}]";

        assertThatThrownBy(() -> ground.apply(Samples.virtualService("reviews", mirrors)))
                .hasMessageContaining("HTTP route cannot contain both mirror and mirrors");
    }

    @Test
    void deletesWithANamespaceAllThatIsInIt() {
        Bed.up().with("api");
        client.configMaps()
                .inNamespace(ground.namespace())
                .resource(configMap("one", "a"))
                .create();

        client.namespaces().withName(ground.namespace()).delete();

        client.namespaces().withName(ground.namespace()).waitUntilCondition(gone -> gone == null, 60, TimeUnit.SECONDS);
        assertThat(client.configMaps().inNamespace(ground.namespace()).list().getItems())
                .isEmpty();
    }

    /** Fields that a definition's schema does not have are dropped; the sandbox, which has no schemas, keeps them. */
    @Test
    void dropsFieldsThatNoSchemaKnows() {
        client.genericKubernetesResources("networking.istio.io/v1", "VirtualService")
                .inNamespace(ground.namespace())
                .load(new java.io.ByteArrayInputStream(Samples.virtualService("reviews", "brandNew: 5s")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();

        String raw = client.raw(
                "/apis/networking.istio.io/v1/namespaces/" + ground.namespace() + "/virtualservices/reviews");

        assertThat(raw).contains("\"spec\"").doesNotContain("brandNew");
    }
}
