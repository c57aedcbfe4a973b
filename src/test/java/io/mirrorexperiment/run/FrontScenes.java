package io.mirrorexperiment.run;

/** Manifests of worlds in which {@code reviews} is reached by routes that lead to Services, and not by Istio's. */
final class FrontScenes {
    private static final String DEFINITION = """
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: %2$s.%1$s}
            spec:
              group: %1$s
              scope: %4$s
              names: {plural: %2$s, kind: %3$s}
              versions: [{name: %5$s, served: true, storage: true}]
            """;
    private static final String GATEWAY = "gateway.networking.k8s.io";
    private static final String OWN = "Namespaced";

    private static final String CLASS = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: istio}
            spec: {controllerName: istio.io/gateway-controller}
            status: {supportedFeatures: [{name: Mesh}, {name: HTTPRouteMethodMatching}, {name: HTTPRouteRequestMirror}, {name: HTTPRouteRequestPercentageMirror}]}
            """;

    private static final String ROUTE = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: reviews, annotations: {team: books}}
            spec:
              parentRefs: [%s]
              rules:
              - backendRefs: [{name: reviews, port: 9080}]
                timeouts: {request: 3s}
            status:
              parents:
              - parentRef: %s
                controllerName: istio.io/gateway-controller
                conditions: [{type: Accepted, status: 'True'}]
            """;

    private static final String PROXY = """
            ---
            apiVersion: projectcontour.io/v1
            kind: HTTPProxy
            metadata: {name: reviews, annotations: {team: books}}
            spec:
              virtualhost: {fqdn: reviews.example.com}
              routes:
              - conditions: [{prefix: /}]
                services: [{name: reviews, port: 9080}]
            status: {currentStatus: valid}
            """;

    private static final String INGRESS = """
            ---
            apiVersion: traefik.io/v1alpha1
            kind: IngressRoute
            metadata: {name: reviews, annotations: {team: books}}
            spec:
              entryPoints: [web]
              routes:
              - {kind: Rule, match: 'PathPrefix(`/`)', priority: 10, services: [{name: reviews, port: 9080}]}
            """;

    private FrontScenes() {}

    /** An HTTPRoute that the mesh obeys for the Service's callers. */
    static String mesh() {
        String parent = "{group: '', kind: Service, name: reviews, port: 9080}";
        return Scenes.bare() + definitions() + CLASS + ROUTE.formatted(parent, parent);
    }

    /** An HTTPRoute at a Gateway of Istio's. */
    static String gateway() {
        String parent = "{name: shop}";
        return Scenes.bare() + definitions() + CLASS + """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: shop}
                spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}
                """ + ROUTE.formatted(parent, parent);
    }

    /** Contour's. */
    static String contour() {
        return Scenes.bare() + definition("projectcontour.io", "httpproxies", "HTTPProxy", OWN, "v1") + PROXY;
    }

    /** Traefik's. */
    static String traefik() {
        return Scenes.bare()
                + definition("traefik.io", "ingressroutes", "IngressRoute", OWN, "v1alpha1")
                + definition("traefik.io", "traefikservices", "TraefikService", OWN, "v1alpha1")
                + definition("traefik.io", "middlewares", "Middleware", OWN, "v1alpha1")
                + INGRESS;
    }

    /** The kinds of the Gateway API, whose statuses the manifests here write themselves. */
    static String definitions() {
        return definition(GATEWAY, "httproutes", "HTTPRoute", OWN, "v1")
                + definition(GATEWAY, "grpcroutes", "GRPCRoute", OWN, "v1")
                + definition(GATEWAY, "gateways", "Gateway", OWN, "v1")
                + definition(GATEWAY, "gatewayclasses", "GatewayClass", "Cluster", "v1")
                + definition(GATEWAY, "referencegrants", "ReferenceGrant", OWN, "v1beta1");
    }

    private static String definition(String group, String plural, String kind, String scope, String version) {
        return DEFINITION.formatted(group, plural, kind, scope, version);
    }
}
