package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Istio's injector: lists the proxy as one more container of a pod that wants it. */
final class Sidecar {
    private static final String WISH = "sidecar.istio.io/inject";
    private static final String PROXY = "istio-proxy";

    private Sidecar() {}

    /** Adds the proxy in place if the pod or its namespace asks for one. */
    static void inject(ObjectNode pod, JsonNode namespace) {
        boolean there = Tree.each(Tree.at(pod, "spec", "containers"))
                .anyMatch(container -> Tree.text(container, "name").equals(PROXY));
        if (!there && wanted(pod, namespace)) {
            add(pod);
        }
    }

    private static boolean wanted(JsonNode pod, JsonNode namespace) {
        Optional<String> own =
                Tree.word(pod, "metadata", "labels", WISH).or(() -> Tree.word(pod, "metadata", "annotations", WISH));
        return own.map("true"::equals).orElseGet(() -> Tree.text(namespace, "metadata", "labels", "istio-injection")
                .equals("enabled"));
    }

    private static void add(ObjectNode pod) {
        ObjectNode labels = Tree.within(pod, "metadata", "labels");
        String name = Tree.word(labels, "app").orElseGet(() -> Tree.name(pod));
        labels.put("security.istio.io/tlsMode", "istio");
        if (!labels.has("service.istio.io/canonical-name")) {
            labels.put("service.istio.io/canonical-name", name);
        }
        if (!labels.has("service.istio.io/canonical-revision")) {
            labels.put(
                    "service.istio.io/canonical-revision",
                    Tree.word(labels, "version").orElse("latest"));
        }
        ObjectNode annotations = Tree.within(pod, "metadata", "annotations");
        annotations.put("sidecar.istio.io/status", "{\"containers\":[\"istio-proxy\"],\"revision\":\"default\"}");
        annotations.put("kubectl.kubernetes.io/default-container", firstContainer(pod));
        ObjectNode proxy = Tree.listIn(Tree.within(pod, "spec"), "containers").addObject();
        proxy.put("name", PROXY).put("image", "docker.io/istio/proxyv2:sandbox");
        proxy.putArray("args").add("proxy").add("sidecar");
        proxy.putArray("ports").addObject().put("containerPort", 15090).put("name", "http-envoy-prom");
    }

    private static String firstContainer(JsonNode pod) {
        return Tree.text(Tree.at(pod, "spec", "containers").path(0), "name");
    }
}
