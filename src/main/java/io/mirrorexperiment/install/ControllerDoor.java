package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Pods.tree;

import io.mirrorexperiment.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes the API server ask a controller before it stores an object of ours, and lets it trust the answer. Objects whose spec did not
 * change are not asked about, so that finalizers can be removed and labels set while no controller is there.
 *
 * @param namespaces of the objects; empty for all
 * @param certificate one of our own; empty where cert-manager makes it
 */
record ControllerDoor(Naming naming, List<String> namespaces, Optional<ServingCertificate> certificate) {
    private static final String CERT_MANAGER = "cert-manager.io/v1";
    private static final String HOME = "kubernetes.io/metadata.name";

    /** Before the pods, which mount it. */
    List<Manifest> identity() {
        String secret = ControllerPods.certificate(naming);
        return certificate
                .map(own -> List.of(naming.own(
                        "v1",
                        "Secret",
                        secret,
                        "type",
                        "kubernetes.io/tls",
                        "stringData",
                        tree("tls.crt", own.chain(), "tls.key", own.key()))))
                .orElseGet(() -> List.of(
                        naming.own(CERT_MANAGER, "Issuer", secret, "spec", tree("selfSigned", tree())),
                        naming.own(CERT_MANAGER, "Certificate", secret, "spec", wanted(secret))));
    }

    private Map<String, Object> wanted(String secret) {
        return tree(
                "secretName",
                secret,
                "dnsNames",
                List.of(naming.host(), naming.host() + ".cluster.local"),
                "privateKey",
                tree("algorithm", "ECDSA", "size", 256, "encoding", "PKCS8", "rotationPolicy", "Always"),
                "usages",
                List.of("digital signature", "server auth"),
                "issuerRef",
                tree("kind", "Issuer", "name", secret));
    }

    /** After the pods, which answer it. */
    Manifest configuration() {
        String name = naming.name() + "." + naming.home();
        Map<String, Object> webhook = tree(
                "name",
                "spec.mirror-experiment.io",
                "clientConfig",
                client(),
                "rules",
                List.of(tree(
                        "apiGroups",
                        List.of("mirror-experiment.io"),
                        "apiVersions",
                        List.of("v1"),
                        "operations",
                        List.of("CREATE", "UPDATE"),
                        "resources",
                        List.of("mirrorexperiments"),
                        "scope",
                        "Namespaced")),
                "matchConditions",
                List.of(tree(
                        "name", "spec-changed", "expression", "oldObject == null || object.spec != oldObject.spec")),
                "failurePolicy",
                "Fail",
                "sideEffects",
                "None",
                "admissionReviewVersions",
                List.of("v1"),
                "timeoutSeconds",
                5);
        if (!namespaces.isEmpty()) {
            Map<String, Object> watched = tree("key", HOME, "operator", "In", "values", namespaces);
            webhook.put("namespaceSelector", tree("matchExpressions", List.of(watched)));
        }
        Manifest bare = naming.wide(
                "admissionregistration.k8s.io/v1",
                "ValidatingWebhookConfiguration",
                name,
                "webhooks",
                new ArrayList<>(List.of(webhook)));
        String injected = naming.home() + "/" + ControllerPods.certificate(naming);
        return certificate.isPresent() ? bare : bare.withAnnotation("cert-manager.io/inject-ca-from", injected);
    }

    private Map<String, Object> client() {
        Map<String, Object> client =
                tree("service", tree("name", naming.name(), "namespace", naming.home(), "path", "/validate"));
        certificate.ifPresent(own -> client.put(
                "caBundle",
                Base64.getEncoder().encodeToString(own.authority().getBytes(StandardCharsets.UTF_8))));
        return client;
    }
}
