package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.run.Sights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Routes and rules, as far as they could be read.
 *
 * @param objects with the Deployments that tell whom a subset means
 * @param trouble why there are none, in a sentence
 */
record RoutesRead(List<Manifest> objects, Optional<String> trouble) {
    private static final int LONGEST_FILE = 8 << 20;

    /** Those of the cluster; a picture without them is better than none. */
    static RoutesRead fromCluster(NearCluster near, Sights sights, Set<String> namespaces) {
        if (near.cluster().isEmpty()) {
            return unread(near.trouble());
        }
        try {
            return new RoutesRead(sights.routes(namespaces), Optional.empty());
        } catch (ClusterException e) {
            return unread(String.valueOf(e.getMessage()));
        }
    }

    private static RoutesRead unread(String why) {
        return new RoutesRead(
                List.of(),
                Optional.of("No route was read, so copies of a mirror look like requests: " + why
                        + "; name a file with --routes."));
    }

    /**
     * Those of a file.
     *
     * @throws Refusal if it cannot be read
     */
    static RoutesRead fromFile(Host host, String file) {
        byte[] bytes = new Input(file).bytes(host.in(), LONGEST_FILE);
        if (bytes.length > LONGEST_FILE) {
            throw Refusal.usage("--routes: " + file + " is longer than " + (LONGEST_FILE >> 20) + " MiB");
        }
        try {
            return new RoutesRead(ManifestText.read(new String(bytes, StandardCharsets.UTF_8)), Optional.empty());
        } catch (IOException e) {
            throw Refusal.usage("--routes: " + file + ": " + e.getMessage());
        }
    }
}
