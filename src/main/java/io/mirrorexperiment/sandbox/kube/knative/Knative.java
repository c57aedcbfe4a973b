package io.mirrorexperiment.sandbox.kube.knative;

import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import java.util.List;
import java.util.Optional;

/** Knative Serving 0.24 on Istio, as far as a cluster's users see it. */
public final class Knative {
    static final String SERVICES = "services.serving.knative.dev";
    static final String CONFIGURATIONS = "configurations.serving.knative.dev";
    static final String REVISIONS = "revisions.serving.knative.dev";
    static final String ROUTES = "routes.serving.knative.dev";

    private static final String GROUP = "serving.knative.dev/";
    private static final String LOCAL_GATEWAY_PORT = "8081";

    private Knative() {}

    /** A label or annotation of Knative Serving. */
    static String key(String name) {
        return GROUP + name;
    }

    /** The controllers' steps, to be taken again and again. */
    public static List<Runnable> controllers(Cluster cluster, KnativeOptions options, Optional<PodRuntime> pods) {
        ConfigurationController configurations = new ConfigurationController(cluster);
        return List.of(
                new ServiceController(cluster, configurations),
                configurations,
                new RevisionController(cluster, options, pods),
                new RouteController(cluster, options));
    }

    /** What an installation brings: namespaces, and the gateways with the local one's Service (net-istio 0.24). */
    public static String manifest() {
        return """
                {apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: knative-serving}}
                ---
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata:
                  name: knative-ingress-gateway
                  namespace: knative-serving
                  labels: {networking.knative.dev/ingress-provider: istio}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                  - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}
                ---
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata:
                  name: knative-local-gateway
                  namespace: knative-serving
                  labels: {networking.knative.dev/ingress-provider: istio}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                  - {port: {number: PORT, name: http, protocol: HTTP}, hosts: ["*"]}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: knative-local-gateway
                  namespace: istio-system
                  labels: {networking.knative.dev/ingress-provider: istio}
                spec:
                  type: ClusterIP
                  selector: {istio: ingressgateway}
                  ports:
                  - {name: http2, port: 80, targetPort: PORT}
                """.replace("PORT", LOCAL_GATEWAY_PORT);
    }
}
