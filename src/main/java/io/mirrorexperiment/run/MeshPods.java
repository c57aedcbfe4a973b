package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.metrics.Pods;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The pods of Deployments, and what they expose, through the API server. */
public record MeshPods(Cluster cluster) implements Pods {
    /** No container of such a pod has begun, or all have ended: it counts nothing. */
    private static final Set<String> SILENT = Set.of("Pending", "Succeeded", "Failed");

    @Override
    public List<Pod> of(Population population) throws IOException {
        try {
            Address deployment = new Address(Kind.DEPLOYMENT, population.namespace(), population.workload());
            return cluster.read(deployment).map(cluster::pods).orElse(List.of()).stream()
                    .filter(pod -> !SILENT.contains(pod.text("status", "phase").orElse("Pending")))
                    .map(MeshPods::pod)
                    .toList();
        } catch (ClusterException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Pod pod(Manifest pod) {
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.text("status", "podIP").orElse(""),
                pod.at("metadata", "deletionTimestamp").isPresent());
    }

    @Override
    public String get(Pod pod, int port, String path) throws IOException {
        try {
            return cluster.exposition(new Address(Kind.POD, pod.namespace(), pod.name()), port, path);
        } catch (ClusterException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
