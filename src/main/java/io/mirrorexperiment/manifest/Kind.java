package io.mirrorexperiment.manifest;

/**
 * A kind of Kubernetes object, whatever version of it a cluster serves.
 *
 * @param group API group; empty for the core group
 * @param kind as in a manifest
 */
public record Kind(String group, String kind) {
    public static final Kind SERVICE = new Kind("", "Service");
    public static final Kind POD = new Kind("", "Pod");
    public static final Kind SECRET = new Kind("", "Secret");
    public static final Kind CONFIG_MAP = new Kind("", "ConfigMap");
    public static final Kind EVENT = new Kind("", "Event");
    public static final Kind NAMESPACE = new Kind("", "Namespace");
    public static final Kind DEPLOYMENT = new Kind("apps", "Deployment");
    public static final Kind REPLICA_SET = new Kind("apps", "ReplicaSet");
    public static final Kind LEASE = new Kind("coordination.k8s.io", "Lease");
    public static final Kind POD_DISRUPTION_BUDGET = new Kind("policy", "PodDisruptionBudget");
    public static final Kind HORIZONTAL_POD_AUTOSCALER = new Kind("autoscaling", "HorizontalPodAutoscaler");
    public static final Kind VIRTUAL_SERVICE = new Kind("networking.istio.io", "VirtualService");
    public static final Kind DESTINATION_RULE = new Kind("networking.istio.io", "DestinationRule");

    public static final Kind HTTP_ROUTE = new Kind("gateway.networking.k8s.io", "HTTPRoute");
    public static final Kind GRPC_ROUTE = new Kind("gateway.networking.k8s.io", "GRPCRoute");
    public static final Kind GATEWAY = new Kind("gateway.networking.k8s.io", "Gateway");
    public static final Kind GATEWAY_CLASS = new Kind("gateway.networking.k8s.io", "GatewayClass");
    public static final Kind REFERENCE_GRANT = new Kind("gateway.networking.k8s.io", "ReferenceGrant");
    public static final Kind HTTP_PROXY = new Kind("projectcontour.io", "HTTPProxy");
    public static final Kind INGRESS_ROUTE = new Kind("traefik.io", "IngressRoute");
    public static final Kind TRAEFIK_SERVICE = new Kind("traefik.io", "TraefikService");
    public static final Kind TRAEFIK_MIDDLEWARE = new Kind("traefik.io", "Middleware");

    public static final Kind KNATIVE_SERVICE = new Kind("serving.knative.dev", "Service");
    public static final Kind REVISION = new Kind("serving.knative.dev", "Revision");

    /** Kind and group as kubectl takes them, as in {@code VirtualService.networking.istio.io}. */
    @Override
    public String toString() {
        return group.isEmpty() ? kind : kind + "." + group;
    }
}
