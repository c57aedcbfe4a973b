package io.mirrorexperiment.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a process finds around it.
 *
 * @param environment its environment variables
 * @param home the user's home folder
 * @param serviceAccount the folder that a pod's service account is mounted at
 */
record Surroundings(Map<String, String> environment, Path home, Path serviceAccount) {
    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home", "/")),
                Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));
    }

    /** A variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "surroundings of " + home;
    }
}
