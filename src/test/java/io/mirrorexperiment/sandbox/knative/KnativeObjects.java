package io.mirrorexperiment.sandbox.knative;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.mirrorexperiment.sandbox.Sandbox;

/** What tests do to Knative's objects over the wire. */
final class KnativeObjects {
    private KnativeObjects() {}

    static void delete(Sandbox sandbox, String service) {
        Config config = Config.fromKubeconfig(sandbox.kubeconfig());
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.genericKubernetesResources("serving.knative.dev/v1", "Service")
                    .inNamespace("default")
                    .withName(service)
                    .delete();
        }
    }
}
