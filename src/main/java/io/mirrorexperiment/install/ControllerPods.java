package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Pods.tree;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pods of a controller, and by what they are reached. One of them leads; the others stand by, so a rollout or a node that goes away
 * costs seconds.
 *
 * @param command program first
 * @param isDoor whether they answer the API server's questions, with the certificate of the Secret {@link #certificate}
 */
record ControllerPods(Naming naming, String image, int replicas, List<String> command, boolean isDoor) {
    static final int HTTP = 8080;
    static final int WEBHOOK = 9443;
    static final String CERTIFICATES = "/etc/mirror-experiment/webhook";

    /** Longer than a deed takes to come to its end. */
    private static final int GRACE_SECONDS = 60;

    /** The Secret with {@code tls.crt} and {@code tls.key}. */
    static String certificate(Naming naming) {
        return naming.name() + "-webhook";
    }

    List<Manifest> objects() {
        List<Manifest> objects = new ArrayList<>(List.of(deployment(), service()));
        if (replicas > 1) {
            objects.add(naming.main(
                    "policy/v1",
                    "PodDisruptionBudget",
                    "spec",
                    tree("minAvailable", 1, "selector", tree("matchLabels", naming.selector()))));
        }
        return objects;
    }

    private Manifest deployment() {
        return naming.main(
                "apps/v1",
                "Deployment",
                "spec",
                tree(
                        "replicas",
                        replicas,
                        "selector",
                        tree("matchLabels", naming.selector()),
                        "strategy",
                        tree("type", "RollingUpdate", "rollingUpdate", tree("maxSurge", 1, "maxUnavailable", 0)),
                        "template",
                        template()));
    }

    private Map<String, Object> template() {
        return tree(
                "metadata",
                tree(
                        "labels",
                        Pods.with(naming.labels(), "sidecar.istio.io/inject", "false"),
                        "annotations",
                        tree(
                                "prometheus.io/scrape",
                                "true",
                                "prometheus.io/port",
                                Integer.toString(HTTP),
                                "prometheus.io/path",
                                "/metrics")),
                "spec",
                tree(
                        "serviceAccountName",
                        naming.name(),
                        "terminationGracePeriodSeconds",
                        GRACE_SECONDS,
                        "securityContext",
                        Pods.security(),
                        "affinity",
                        apart(),
                        "containers",
                        List.of(container()),
                        "volumes",
                        volumes()));
    }

    /** Two replicas on one node are one. */
    private Map<String, Object> apart() {
        Map<String, Object> term =
                tree("topologyKey", "kubernetes.io/hostname", "labelSelector", tree("matchLabels", naming.selector()));
        return tree(
                "podAntiAffinity",
                tree(
                        "preferredDuringSchedulingIgnoredDuringExecution",
                        List.of(tree("weight", 100, "podAffinityTerm", term))));
    }

    private Map<String, Object> container() {
        Map<String, Object> container = Pods.container(image, command);
        container.put("name", "controller");
        container.put("ports", ports());
        container.put(
                "resources",
                tree("requests", tree("cpu", "100m", "memory", "256Mi"), "limits", tree("memory", "1Gi")));
        container.put("startupProbe", probe("/healthz", 2, 30));
        container.put("livenessProbe", probe("/healthz", 10, 3));
        container.put("readinessProbe", probe("/readyz", 5, 2));
        List<Object> mounts = new ArrayList<>(List.of(tree("name", "tmp", "mountPath", "/tmp")));
        if (isDoor) {
            mounts.add(tree("name", "webhook", "mountPath", CERTIFICATES, "readOnly", true));
        }
        container.put("volumeMounts", mounts);
        return container;
    }

    private static Map<String, Object> probe(String path, int every, int failures) {
        return tree(
                "httpGet",
                tree("path", path, "port", "http"),
                "periodSeconds",
                every,
                "timeoutSeconds",
                2,
                "failureThreshold",
                failures);
    }

    private List<Object> ports() {
        List<Object> ports = new ArrayList<>(List.of(tree("name", "http", "containerPort", HTTP)));
        if (isDoor) {
            ports.add(tree("name", "webhook", "containerPort", WEBHOOK));
        }
        return ports;
    }

    private List<Object> volumes() {
        List<Object> volumes = new ArrayList<>(List.of(tree("name", "tmp", "emptyDir", tree())));
        if (isDoor) {
            volumes.add(tree("name", "webhook", "secret", tree("secretName", certificate(naming))));
        }
        return volumes;
    }

    private Manifest service() {
        List<Object> ports = new ArrayList<>(List.of(tree("name", "http", "port", HTTP, "targetPort", "http")));
        if (isDoor) {
            ports.add(tree("name", "webhook", "port", 443, "targetPort", "webhook"));
        }
        return naming.main("v1", "Service", "spec", tree("selector", naming.selector(), "ports", ports));
    }
}
