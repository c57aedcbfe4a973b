package io.mirrorexperiment.sandbox.mesh;

/** How Istio reads the host and gateway names of its objects. */
final class HostName {
    private static final String SUFFIX = ".svc.cluster.local";

    private HostName() {}

    static String of(String service, String namespace) {
        return service + "." + namespace + SUFFIX;
    }

    /** A name without dots is a service of the object's own namespace; every other name is taken as it is. */
    static String resolve(String host, String namespace) {
        return host.contains(".") || host.startsWith("*") ? host : of(host, namespace);
    }

    /** {@code mesh}, or namespace/name. */
    static String gateway(String name, String namespace) {
        return name.equals(Origin.MESH) || name.contains("/") ? name : namespace + "/" + name;
    }

    /**
     * How well a host pattern of an Istio object fits a host.
     *
     * @return -1 for not at all; a longer wildcard fits better than a shorter one, and the very name best
     */
    static int fit(String pattern, String host) {
        if (pattern.equalsIgnoreCase(host)) {
            return Integer.MAX_VALUE;
        }
        boolean wild = pattern.startsWith("*") && host.endsWith(pattern.substring(1));
        return wild ? pattern.length() : -1;
    }
}
