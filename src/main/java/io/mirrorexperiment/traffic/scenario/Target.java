package io.mirrorexperiment.traffic.scenario;

/**
 * The service whose route is edited.
 *
 * @param namespace of the Kubernetes Service
 * @param service its name
 */
public record Target(String namespace, String service) {
    /** Checks. */
    public Target {
        if (namespace.isBlank() || service.isBlank()) {
            throw new IllegalArgumentException("a scenario needs a service and its namespace");
        }
    }

    /** As people say it. */
    public String words() {
        return "service " + namespace + "/" + service;
    }
}
