package io.mirrorexperiment.sandbox.kube;

/** Samples that tests need again and again, as YAML. */
final class Samples {
    private Samples() {}

    static String deployment(String name, int replicas, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: app, image: "%3$s", ports: [{containerPort: 9080}]}]}
                """.formatted(name, replicas, image);
    }

    /** One http entry to its own host, with more fields beside the route. */
    static String virtualService(String name, String more) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: %1$s}
                spec:
                  hosts: [%1$s]
                  http:
                  - route: [{destination: {host: %1$s, subset: v1}}]
                    %2$s
                """.formatted(name, more);
    }

    static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {key: "%s"}
                """.formatted(name, value);
    }
}
