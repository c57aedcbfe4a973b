package io.mirrorexperiment.run;

/** Manifests of the worlds in which runs are tried: the Service {@code reviews} and its surroundings. */
final class Scenes {
    private static final String DEPLOYMENT = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: reviews-%1$s, labels: {app: reviews, version: %1$s}}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: reviews, version: %1$s}}
              template:
                metadata: {labels: {app: reviews, version: %1$s}}
                spec:
                  containers: [{name: reviews, image: 'example/reviews:%1$s'}]
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
            """;

    private static final String RULE = """
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, annotations: {team: books}}
            spec:
              host: reviews
              trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}}
              subsets:
              - {name: v1, labels: {version: v1}}
              - {name: v2, labels: {version: v2}}
            """;

    private static final String ROUTE = """
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, annotations: {team: books}}
            spec:
              hosts: [reviews]
              http:
              - name: all
                retries: {attempts: 3}
                route: [{destination: {host: reviews%s}}]
            %s""";

    private Scenes() {}

    static String deployment(String version, int replicas) {
        return DEPLOYMENT.formatted(version, replicas);
    }

    /** No VirtualService, no DestinationRule. */
    static String bare() {
        return SERVICE + deployment("v1", 1);
    }

    /** A VirtualService that leads to the subset of the live version. */
    static String subsets() {
        return bare() + RULE + ROUTE.formatted(", subset: v1", "");
    }

    /** A VirtualService that divides requests between v1 (two pods) and v2 (one): four in five go to v1. */
    static String divided() {
        String legs =
                "[{destination: {host: reviews, subset: v1}, weight: 80}, {destination: {host: reviews, subset: v2}, weight: 20}]";
        return SERVICE
                + deployment("v1", 2)
                + deployment("v2", 1)
                + RULE
                + ROUTE.formatted("", "").replace("[{destination: {host: reviews}}]", legs);
    }

    /** A VirtualService that leads to the Service as a whole. */
    static String plain() {
        return bare() + ROUTE.formatted("", "");
    }

    /** One more VirtualService that leads to the Service as a whole. */
    static String route(String name) {
        return ROUTE.formatted("", "").replace("name: reviews,", "name: " + name + ",");
    }

    /** A mirror that the user has set up. */
    static String mirrored() {
        return bare()
                + deployment("v2", 1)
                + RULE
                + ROUTE.formatted(
                        ", subset: v1", "    mirror: {host: reviews, subset: v2}\n    mirrorPercentage: {value: 50}\n");
    }
}
