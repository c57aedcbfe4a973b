package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.util.Optional;

/** Objects of a cluster as text, for hosts whose specs tell of them; touches nothing. */
public final class ObjectTexts {
    private final Cluster cluster;
    private final Kind kind;

    /**
     * Those of a kind.
     *
     * @param group API group
     * @param kind as in a manifest
     */
    public ObjectTexts(Cluster cluster, String group, String kind) {
        this.cluster = cluster;
        this.kind = new Kind(group, kind);
    }

    /**
     * Whether the cluster has objects of this kind at all.
     *
     * @throws io.mirrorexperiment.cluster.ClusterException if it cannot be asked
     */
    public boolean served() {
        return cluster.serves(kind);
    }

    /**
     * One of them as YAML; empty if there is none.
     *
     * @throws io.mirrorexperiment.cluster.ClusterException if it cannot be read
     */
    public Optional<String> find(String namespace, String name) {
        return cluster.read(new Address(kind, namespace, name))
                .map(Manifest::asAuthored)
                .map(Manifest::tree)
                .map(ManifestText::write);
    }
}
