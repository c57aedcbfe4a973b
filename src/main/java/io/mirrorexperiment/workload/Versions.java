package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;

/** A kind of object that is a version of a service. All methods are pure. */
public interface Versions {
    /** Its kind. */
    Kind kind();

    /** The kind of what clients call. */
    default Kind front() {
        return Kind.SERVICE;
    }

    /** What a careful person would like to know before a version gets copies that was there already. */
    default List<String> cautions(Manifest dark) {
        return List.of();
    }

    /**
     * Finds a version of a service.
     *
     * @param service what clients call, of the kind {@link #front}
     * @param workloads all objects of {@link #kind} in the namespace
     */
    Found<Manifest> find(Version version, Manifest service, List<Manifest> workloads);

    /**
     * All versions of a service whose pods carry some labels; none where versions are not told by their pods.
     *
     * @param workloads all objects of {@link #kind} in the namespace
     * @param pods those that the Service and the labels select: each must be one of a version's
     */
    default Found<List<Manifest>> carrying(
            Map<String, String> labels, Manifest service, List<Manifest> workloads, List<Manifest> pods) {
        return new Found.There<>(List.of());
    }

    /** Labels by which the pods of two versions can be selected apart. */
    Found<Found.Distinction> tellApart(Manifest live, Manifest dark, Manifest service);
}
