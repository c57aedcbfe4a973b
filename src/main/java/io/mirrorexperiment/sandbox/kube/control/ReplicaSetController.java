package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.Comparator;
import java.util.List;

/** Keeps as many pods as each ReplicaSet wants, and counts them. */
final class ReplicaSetController implements Runnable {
    static final String RESOURCE = "replicasets.apps";
    private static final String COMPONENT = "replicaset-controller";

    private final Cluster cluster;

    ReplicaSetController(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void run() {
        cluster.all(RESOURCE).stream().filter(set -> !Tree.leaving(set)).forEach(this::reconcile);
    }

    private void reconcile(ObjectNode set) {
        List<ObjectNode> pods = active(set);
        int wanted = Tree.number(set, 1, "spec", "replicas");
        for (int i = pods.size(); i < wanted; i++) {
            create(set);
        }
        pods.stream()
                .sorted(leastValuableFirst())
                .limit(Math.max(0, pods.size() - wanted))
                .forEach(pod -> delete(set, pod));
        List<ObjectNode> left = active(set);
        cluster.report(RESOURCE, set, status -> count(set, left, status));
    }

    private List<ObjectNode> active(ObjectNode set) {
        return cluster.controlled("pods", set).stream()
                .filter(pod -> !Tree.leaving(pod))
                .filter(pod -> !List.of("Succeeded", "Failed").contains(Tree.text(pod, "status", "phase")))
                .toList();
    }

    private static Comparator<ObjectNode> leastValuableFirst() {
        return Comparator.<ObjectNode, Boolean>comparing(PodConditions::isReady)
                .thenComparing(pod -> Tree.text(pod, "metadata", "creationTimestamp"), Comparator.reverseOrder());
    }

    private void create(ObjectNode set) {
        JsonNode template = Tree.at(set, "spec", "template");
        ObjectNode pod = template.deepCopy();
        ObjectNode metadata = Tree.within(pod, "metadata");
        metadata.put("generateName", Tree.name(set) + "-").put("namespace", Tree.namespace(set));
        Tree.listIn(metadata, "ownerReferences").add(Cluster.controllerReference(set));
        try {
            ObjectNode created = cluster.create("pods", pod);
            cluster.event(set, COMPONENT, "Normal", "SuccessfulCreate", "Created pod: " + Tree.name(created));
        } catch (Refusal refused) {
            cluster.event(set, COMPONENT, "Warning", "FailedCreate", "Error creating: " + refused.getMessage());
            throw refused;
        }
    }

    private void delete(ObjectNode set, ObjectNode pod) {
        cluster.delete("pods", pod, Deletion.usual());
        cluster.event(set, COMPONENT, "Normal", "SuccessfulDelete", "Deleted pod: " + Tree.name(pod));
    }

    private void count(ObjectNode set, List<ObjectNode> pods, ObjectNode status) {
        int patience = Tree.number(set, 0, "spec", "minReadySeconds");
        long ready = pods.stream().filter(PodConditions::isReady).count();
        long available = pods.stream()
                .filter(pod -> PodConditions.isAvailable(pod, patience, cluster.now()))
                .count();
        status.removeAll();
        status.put("replicas", pods.size());
        put(status, "fullyLabeledReplicas", pods.size());
        put(status, "readyReplicas", ready);
        put(status, "availableReplicas", available);
        status.put("observedGeneration", Tree.number(set, 1, "metadata", "generation"));
    }

    /** Zero counts are left out, as the API types leave them out. */
    static void put(ObjectNode status, String field, long count) {
        if (count != 0) {
            status.put(field, (int) count);
        }
    }
}
