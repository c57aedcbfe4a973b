package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.Experiment;
import java.util.List;

/** The kinds of workload that versions can be made of. To add one: a class, and a line here. */
public final class Workloads {
    private Workloads() {}

    /** All of them, the usual one first. */
    public static List<Workload> all() {
        return List.of(new DeploymentWorkload());
    }

    /** How the versions of an experiment are found. */
    public static Versions versions(Experiment experiment) {
        return experiment.knative() ? new KnativeRevisions() : all().get(0);
    }
}
