package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import java.util.List;
import java.util.Optional;

/** A kind of workload that we can deploy, watch, promote and remove. All methods are pure. */
public interface Workload extends Versions {
    /**
     * The live workload with another image: own name {@code <live>-<version>} (or {@code <service>-<version>} when live's name
     * ends with its own version), own selector and {@code version} label, marked as ours; nothing that belongs to live's owner
     * comes along (owner references, last-applied, GitOps marks, status, node ports).
     *
     * @param run id of the run, written on the clone
     */
    Found<Found.Cloned> clone(Manifest live, Manifest service, DarkSource.Clone clone, String run);

    /** How far a workload is, with the object's own reason. */
    Readiness readiness(Manifest workload, List<Manifest> pods);

    /**
     * The image that the ready pods of a workload really run, by digest where the kubelet reports one.
     *
     * @param container name of the container
     */
    Optional<String> runningImage(Manifest workload, String container, List<Manifest> pods);

    /**
     * The live workload on its way to another image: rolling, never fewer pods than now; what it was before is kept in an
     * annotation. Idempotent.
     */
    Manifest promoted(Manifest live, String container, String image);

    /** After {@link #promoted} has come about: the user's own update strategy again, our annotation gone. */
    Manifest settled(Manifest live);

    /** What {@link #promoted} did is undone, from the annotation. */
    Manifest takenBack(Manifest live);

    /** With as many replicas as another workload has. */
    Manifest scaledLike(Manifest workload, Manifest other);

    /** Whether an object carries the mark of this run: it is ours to remove. */
    boolean ours(Manifest object, String run);

    /** The object with the mark of a run. */
    Manifest marked(Manifest object, String run);

    /** A promoted object, the user's from now on: without the mark, and with a note of the run that promoted it. */
    Manifest handedOver(Manifest object, String run);

    /** Whether a run has handed an object over. */
    boolean isHandedOver(Manifest object, String run);

    /**
     * What a careful person would like to know before a second copy of this workload runs: queue consumers, schedulers, database
     * writers, budgets and autoscalers that overlap.
     *
     * @param neighbours PodDisruptionBudgets and HorizontalPodAutoscalers of the namespace
     */
    List<String> warnings(Manifest live, Manifest dark, List<Manifest> neighbours);
}
