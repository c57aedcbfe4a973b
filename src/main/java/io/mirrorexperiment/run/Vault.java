package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.metrics.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds secrets where a spec says that they are.
 *
 * @param cluster holds those of Secrets; empty where none is at hand
 * @param files holds the others
 * @param namespace of the Secrets
 */
record Vault(Optional<Cluster> cluster, HostFiles files, String namespace) implements Secrets {
    @Override
    public String read(Credential credential) throws IOException {
        if (credential instanceof Credential.InFile file) {
            return new String(files.read(file.path()), StandardCharsets.UTF_8);
        }
        if (credential instanceof Credential.OfHost kept) {
            return files.credential(kept.id());
        }
        Credential.InSecret key = (Credential.InSecret) credential;
        Cluster place = cluster.orElseThrow(() ->
                new IOException("Secret " + namespace + "/" + key.secret() + " is in a cluster, and none is at hand"));
        return place.secret(namespace, key.secret(), key.key())
                .orElseThrow(() -> new IOException(
                        "Secret " + namespace + "/" + key.secret() + " has no key '" + key.key() + "'"));
    }
}
