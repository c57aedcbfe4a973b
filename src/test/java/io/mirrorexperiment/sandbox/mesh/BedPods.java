package io.mirrorexperiment.sandbox.mesh;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.mirrorexperiment.real.Bed;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The test bed's bookinfo in a namespace of its own: its pods, their addresses, and what they tell. */
final class BedPods implements AutoCloseable {
    private final Bed bed;
    private final String namespace;
    /** In the place of kubectl where there is one call after the other: each of its starts takes as long as ten calls. */
    private final KubernetesClient client;

    private final Map<String, List<String>> addresses = new HashMap<>();
    private String service = "";
    private String tester = "";

    BedPods(Bed bed, String namespace) {
        this.bed = bed;
        this.namespace = namespace;
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(bed.kubeconfig().toFile()))
                .build();
    }

    /** Makes the namespace with reviews v1 and v2 and the client, and waits until all are ready. */
    void create() {
        bed.kubectl("delete", "namespace", namespace, "--ignore-not-found");
        bed.kubectl("create", "namespace", namespace);
        bed.kubectl("label", "namespace", namespace, "istio-injection=enabled");
        kubectl("apply", "-f", "src/testbed/bookinfo.yaml", "-f", "src/testbed/bookinfo-v2.yaml");
        kubectl("wait", "--for=condition=Available", "deployment", "--all", "--timeout=90s");
        service = kubectl("get", "service", "reviews", "-o", "jsonpath={.spec.clusterIP}") + ":9080";
        tester = kubectl("get", "service", "tester", "-o", "jsonpath={.spec.clusterIP}") + ":9090";
    }

    String kubectl(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--namespace";
        all[1] = namespace;
        System.arraycopy(words, 0, all, 2, words.length);
        return bed.kubectl(all);
    }

    /** Creates objects, or puts them in the place of those that are there. */
    void apply(String yaml) {
        for (HasMetadata object : objects(yaml)) {
            client.resource(object).inNamespace(namespace).createOr(NonDeletingOperation::update);
        }
    }

    /** Creates an object, or puts it in the place of one that has the same resource version. */
    void replace(String json) {
        for (HasMetadata object : objects(json)) {
            NamespaceableResource<HasMetadata> stored = client.resource(object);
            if (object.getMetadata().getResourceVersion() == null) {
                stored.inNamespace(namespace).create();
            } else {
                stored.inNamespace(namespace).lockResourceVersion().update();
            }
        }
    }

    private List<HasMetadata> objects(String text) {
        return client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .items();
    }

    /** Deletes all objects of these kinds of Istio's. */
    void delete(String... kinds) {
        for (String kind : kinds) {
            client.genericKubernetesResources("networking.istio.io/v1", kind)
                    .inNamespace(namespace)
                    .delete();
        }
    }

    /** Sets the number of a version's pods and waits until there are so many, those that end included. */
    void scale(String version, int replicas) {
        kubectl("scale", "deployment/reviews-" + version, "--replicas=" + replicas);
        if (replicas == 0) {
            kubectl("wait", "--for=delete", "pod", "-l", "version=" + version + ",app=reviews", "--timeout=60s");
        } else {
            kubectl("rollout", "status", "deployment/reviews-" + version, "--timeout=60s");
        }
        addresses.clear();
    }

    /** Other pods may be there now. */
    void forget() {
        addresses.clear();
    }

    /** The addresses of a version's pods. */
    List<String> addresses(String version) {
        return addresses.computeIfAbsent("app=reviews,version=" + version, this::find);
    }

    private List<String> find(String selector) {
        String found = kubectl(
                "get",
                "pods",
                "-l",
                selector,
                "-o",
                "go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.status.podIP}} {{end}}{{end}}");
        return Arrays.stream(found.split("\\s+", -1))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The port of the client that sends on what it gets. */
    URI tester() {
        return URI.create("http://" + tester);
    }

    /** The address and port of the Service reviews. */
    String service() {
        return service;
    }

    /** Requests that pods of reviews have begun but not ended. */
    int underWay() {
        return List.of("v1", "v2").stream()
                .flatMap(version -> addresses(version).stream())
                .mapToInt(address -> Integer.parseInt(
                        BedHttp.get("http://" + address + ":9081/under-way").strip()))
                .sum();
    }

    /** What the proxies of reviews and of the client counted until now. */
    IstioCounters counters() {
        IstioCounters all = IstioCounters.NONE;
        for (String selector : List.of("app=reviews,version=v1", "app=reviews,version=v2", "app=tester")) {
            for (String address : addresses.computeIfAbsent(selector, this::find)) {
                all = all.and(address, BedHttp.get("http://" + address + ":15090/stats/prometheus"));
            }
        }
        return all;
    }

    @Override
    public void close() {
        client.close();
        bed.kubectl("delete", "namespace", namespace, "--wait=false");
    }
}
