package io.mirrorexperiment.run;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.TrafficMirrors;
import io.mirrorexperiment.workload.Workload;
import io.mirrorexperiment.workload.Workloads;

/**
 * An object that a run made and that nobody will remove: the run has ended or its claim is gone, as after a late twin was killed
 * between a create and its own undo.
 *
 * @param object as it was read
 * @param run the run's id as the object says it, shortened where a label cannot take it
 */
public record Stray(Manifest object, String run) {
    private static final Workload WORKLOAD = Workloads.all().get(0);

    /** Whether a run made it. */
    public boolean isOf(String id) {
        return run.equals(id) || WORKLOAD.ours(object, id);
    }

    /** Whether it was made for a Service of that name, as far as it says. */
    public boolean concerns(String service) {
        return TrafficMirrors.madeFor(object).filter(service::equals).isPresent();
    }

    boolean isRoute() {
        return TrafficMirrors.madeFor(object).isPresent();
    }

    /** Whether it has pods, or may. */
    boolean isAwake() {
        return object.kind().equals(WORKLOAD.kind())
                && object.number("spec", "replicas").orElse(1L) > 0;
    }
}
