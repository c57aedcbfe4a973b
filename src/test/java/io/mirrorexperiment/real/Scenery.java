package io.mirrorexperiment.real;

/** Manifests of a shop's world. */
final class Scenery {
    /** Its place: the namespace's name. */
    static final String NAMESPACE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: %s, labels: {istio-injection: enabled, testbed: shop}}
            """;

    /** A Deployment: name ending and version, replicas, image's name, arguments. */
    private static final String DEPLOYMENT = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: reviews-%1$s, labels: {app: reviews, version: %1$s}}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: reviews, version: %1$s}}
              template:
                metadata:
                  labels: {app: reviews, version: %1$s}
                  annotations: {traffic.sidecar.istio.io/excludeInboundPorts: "9081"}
                spec:
                  terminationGracePeriodSeconds: 20
                  containers:
                  - name: reviews
                    image: testbed.local/%3$s
                    args: [%4$s]
                    ports: [{containerPort: 9080}]
                    readinessProbe: {httpGet: {path: /ready, port: 9081}, periodSeconds: 1}
            """;

    /** What serves the customers. */
    static final String WORKLOADS = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec: {selector: {app: reviews}, ports: [{name: http, port: 9080, targetPort: 9080}]}
            """ + deployment("v1", 2, "reviews:1.0");

    /** The way in: the host that customers ask for. */
    static final String GATEWAY = """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [%s]}]
            """;

    private static final String ROUTE = """
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, annotations: {team: books}}
            spec:
              hosts: ["%%s", reviews]
              gateways: [shop, mesh]
              http:
              - name: all
                retries: {attempts: 2}
                route: [{destination: {host: reviews%s}}]
            """;

    private static final String RULE = """
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, annotations: {team: books}}
            spec:
              host: reviews
              subsets:
              - {name: v1, labels: {version: v1}}
              - {name: v2, labels: {version: v2}}
            """;

    /** A route to the Service as a whole; the gate must pin it. */
    static final String PLAIN = ROUTE.formatted("");

    /** A route to the live version's subset, with the rule that defines it. */
    static final String SUBSETS = ROUTE.formatted(", subset: v1") + RULE;

    private Scenery() {}

    /** A Deployment of that version. */
    static String deployment(String version, int replicas, String image, String... args) {
        String quoted = args.length == 0 ? "" : "\"" + String.join("\", \"", args) + "\"";
        return DEPLOYMENT.formatted(version, replicas, image, quoted);
    }
}
