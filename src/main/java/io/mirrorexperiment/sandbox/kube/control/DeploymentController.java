package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rolls Deployments out: one ReplicaSet per pod template, the newest grows while the others shrink. */
final class DeploymentController implements Runnable {
    static final String RESOURCE = "deployments.apps";
    private static final String COMPONENT = "deployment-controller";

    private final Cluster cluster;
    private final ReplicaSets replicaSets;

    DeploymentController(Cluster cluster) {
        this.cluster = cluster;
        this.replicaSets = new ReplicaSets(cluster);
    }

    @Override
    public void run() {
        cluster.all(RESOURCE).stream()
                .filter(deployment -> !Tree.leaving(deployment))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode deployment) {
        Rollout rollout = Rollout.of(deployment);
        List<ObjectNode> sets = replicaSets.of(deployment);
        Optional<ObjectNode> fresh = replicaSets.current(deployment, sets);
        List<ObjectNode> old =
                sets.stream().filter(set -> !fresh.equals(Optional.of(set))).toList();
        boolean created = false;
        if (rollout.paused()) {
            scalePaused(deployment, rollout, sets);
        } else if (rollout.recreate()) {
            created = recreate(deployment, rollout, fresh, old);
        } else {
            created = roll(deployment, rollout, fresh, old);
        }
        fresh.filter(set -> !rollout.paused()).ifPresent(set -> replicaSets.renewRevision(deployment, set, sets));
        report(deployment, rollout, created);
        old.stream()
                .filter(set -> ReplicaSets.wanted(set) == 0 && Tree.number(set, 0, "status", "replicas") == 0)
                .sorted(Comparator.comparing(ReplicaSets::revision).reversed())
                .skip(Tree.number(deployment, 10, "spec", "revisionHistoryLimit"))
                .forEach(set -> cluster.delete(ReplicaSetController.RESOURCE, set, Deletion.usual()));
    }

    private boolean roll(ObjectNode deployment, Rollout rollout, Optional<ObjectNode> fresh, List<ObjectNode> old) {
        int others = old.stream().mapToInt(ReplicaSets::wanted).sum();
        if (fresh.isEmpty()) {
            create(deployment, rollout.grown(0, others));
            return true;
        }
        int now = ReplicaSets.wanted(fresh.get());
        int grown = rollout.grown(now, others + now);
        scale(deployment, fresh.get(), grown);
        if (grown == now) {
            shrink(deployment, rollout, fresh.get(), old);
        }
        return false;
    }

    /** Takes pods from old sets: those that don't work first, then as many as availability allows. */
    private void shrink(ObjectNode deployment, Rollout rollout, ObjectNode fresh, List<ObjectNode> old) {
        int total = ReplicaSets.wanted(fresh)
                + old.stream().mapToInt(ReplicaSets::wanted).sum();
        int left = rollout.removable(total, ReplicaSets.wanted(fresh), ReplicaSets.available(fresh));
        int spare = ReplicaSets.available(fresh)
                + old.stream().mapToInt(ReplicaSets::available).sum()
                - rollout.minimumAvailable();
        for (ObjectNode set : old) {
            int sick = Math.min(left, Math.max(0, ReplicaSets.wanted(set) - ReplicaSets.available(set)));
            int well = Math.max(0, Math.min(Math.min(left - sick, spare), ReplicaSets.wanted(set) - sick));
            left -= sick + well;
            spare -= well;
            scale(deployment, set, ReplicaSets.wanted(set) - sick - well);
        }
    }

    private boolean recreate(ObjectNode deployment, Rollout rollout, Optional<ObjectNode> fresh, List<ObjectNode> old) {
        old.forEach(set -> scale(deployment, set, 0));
        boolean gone =
                old.stream().allMatch(set -> cluster.controlled("pods", set).isEmpty());
        if (!gone) {
            return false;
        }
        fresh.ifPresent(set -> scale(deployment, set, rollout.replicas()));
        if (fresh.isEmpty()) {
            create(deployment, rollout.replicas());
        }
        return fresh.isEmpty();
    }

    private void scalePaused(ObjectNode deployment, Rollout rollout, List<ObjectNode> sets) {
        List<ObjectNode> active =
                sets.stream().filter(set -> ReplicaSets.wanted(set) > 0).toList();
        if (active.size() == 1) {
            scale(deployment, active.get(0), rollout.replicas());
        }
    }

    private void create(ObjectNode deployment, int replicas) {
        ObjectNode set = replicaSets.create(deployment, replicas);
        if (replicas > 0) {
            announce(deployment, "Scaled up replica set " + Tree.name(set) + " from 0 to " + replicas);
        }
    }

    private void scale(ObjectNode deployment, ObjectNode set, int replicas) {
        int before = ReplicaSets.wanted(set);
        if (before != replicas) {
            cluster.edit(ReplicaSetController.RESOURCE, set, copy -> Tree.within(copy, "spec")
                    .put("replicas", replicas));
            String way = replicas > before ? "up" : "down";
            announce(
                    deployment,
                    "Scaled " + way + " replica set " + Tree.name(set) + " from " + before + " to " + replicas);
        }
    }

    private void announce(ObjectNode deployment, String message) {
        cluster.event(deployment, COMPONENT, "Normal", "ScalingReplicaSet", message);
    }

    private void report(ObjectNode deployment, Rollout rollout, boolean created) {
        List<ObjectNode> sets = replicaSets.of(deployment);
        Optional<ObjectNode> fresh = replicaSets.current(deployment, sets);
        DeploymentStatus status = new DeploymentStatus(deployment, rollout, sets, fresh, created, cluster.now());
        cluster.report(RESOURCE, deployment, status::write);
    }
}
