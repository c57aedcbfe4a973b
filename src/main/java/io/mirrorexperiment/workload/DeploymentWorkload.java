package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions that are Deployments ({@code apps/v1}). Stateless. */
public final class DeploymentWorkload implements Workload {
    @Override
    public Kind kind() {
        return Kind.DEPLOYMENT;
    }

    @Override
    public Found<Manifest> find(Version version, Manifest service, List<Manifest> workloads) {
        return Finding.find(version, service, workloads);
    }

    @Override
    public Found<List<Manifest>> carrying(
            Map<String, String> labels, Manifest service, List<Manifest> workloads, List<Manifest> pods) {
        return Finding.among(service, workloads).carrying(labels, pods);
    }

    @Override
    public Found<Found.Cloned> clone(Manifest live, Manifest service, DarkSource.Clone clone, String run) {
        return Cloning.clone(live, service, clone, run);
    }

    @Override
    public Found<Found.Distinction> tellApart(Manifest live, Manifest dark, Manifest service) {
        return Distinguishing.tellApart(live, dark, service);
    }

    @Override
    public Readiness readiness(Manifest workload, List<Manifest> pods) {
        return Rollout.of(workload, pods);
    }

    @Override
    public Optional<String> runningImage(Manifest workload, String container, List<Manifest> pods) {
        return RunningImage.of(workload, container, pods);
    }

    @Override
    public Manifest promoted(Manifest live, String container, String image) {
        return Promoting.promoted(live, container, image);
    }

    @Override
    public Manifest settled(Manifest live) {
        return Promoting.settled(live);
    }

    @Override
    public Manifest takenBack(Manifest live) {
        return Promoting.takenBack(live);
    }

    @Override
    public Manifest scaledLike(Manifest workload, Manifest other) {
        return workload.with(other.at("spec", "replicas").orElse(1), "spec", "replicas");
    }

    @Override
    public boolean ours(Manifest object, String run) {
        return Mark.isOn(object, run);
    }

    @Override
    public Manifest marked(Manifest object, String run) {
        return Mark.on(object, run);
    }

    @Override
    public Manifest handedOver(Manifest object, String run) {
        return Mark.off(object, run);
    }

    @Override
    public boolean isHandedOver(Manifest object, String run) {
        return object.annotation(Mark.PROMOTED).filter(run::equals).isPresent();
    }

    @Override
    public List<String> warnings(Manifest live, Manifest dark, List<Manifest> neighbours) {
        return new Cautions(live, dark, neighbours).all();
    }
}
