package io.mirrorexperiment.sandbox.shell;

import java.util.Map;

/**
 * What a container finds around it.
 *
 * @param environment its variables
 * @param net how it reaches others
 * @param namespace of its pod
 * @param account its pod's service account
 * @param speed how many times as fast as they say its programs sleep and make load, above 0
 */
public record Surroundings(Map<String, String> environment, Net net, String namespace, String account, double speed) {
    /** Copies the variables. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
