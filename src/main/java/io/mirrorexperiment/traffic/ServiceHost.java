package io.mirrorexperiment.traffic;

import java.util.List;

/**
 * The names under which a Kubernetes Service is known in a mesh.
 *
 * @param namespace of the Service
 * @param service its name
 */
record ServiceHost(String namespace, String service) {
    static ServiceHost of(Course course) {
        return new ServiceHost(course.namespace(), course.service());
    }

    /** The full name, in the usual cluster domain. */
    String fullName() {
        return service + "." + namespace + ".svc.cluster.local";
    }

    /**
     * Whether a person who writes this host means the Service. Wider than what Istio resolves, which takes any name with a dot as a
     * full one: what may lead to the Service is looked at.
     */
    boolean isMeantBy(String host, String from) {
        return isNamedBy(host, from)
                || List.of(service + "." + namespace, service + "." + namespace + ".svc")
                        .contains(host);
    }

    /** Whether Istio resolves this host to the Service, as {@code ResolveShortnameToFQDN} of its pilot does. */
    boolean isNamedBy(String host, String from) {
        return host.contains(".")
                ? host.startsWith(service + "." + namespace + ".svc.")
                : host.equals(service) && from.equals(namespace);
    }

    /** Whether a host with an asterisk in front takes the Service in. */
    boolean isUnder(String wildcard) {
        return wildcard.startsWith("*") && fullName().endsWith(wildcard.substring(1));
    }
}
