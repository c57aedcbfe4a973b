package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Names;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ReplicaSets of a Deployment: one for each pod template it ever had. */
final class ReplicaSets {
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final Cluster cluster;

    ReplicaSets(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ObjectNode> of(ObjectNode deployment) {
        return cluster.controlled(ReplicaSetController.RESOURCE, deployment);
    }

    /** The set of the template as it is now. */
    Optional<ObjectNode> current(ObjectNode deployment, List<ObjectNode> sets) {
        String hash = hash(deployment);
        return sets.stream()
                .filter(set -> Tree.text(set, "metadata", "labels", HASH).equals(hash))
                .findFirst();
    }

    ObjectNode create(ObjectNode deployment, int replicas) {
        String hash = hash(deployment);
        ObjectNode set = Tree.object();
        ObjectNode metadata = set.putObject("metadata");
        metadata.put("name", Tree.name(deployment) + "-" + hash).put("namespace", Tree.namespace(deployment));
        Tree.listIn(metadata, "ownerReferences").add(Cluster.controllerReference(deployment));
        ObjectNode spec = set.putObject("spec");
        spec.put("replicas", replicas);
        Optional.of(Tree.number(deployment, 0, "spec", "minReadySeconds"))
                .filter(seconds -> seconds > 0)
                .ifPresent(seconds -> spec.put("minReadySeconds", seconds));
        spec.set("selector", Tree.at(deployment, "spec", "selector").deepCopy());
        spec.set("template", Tree.at(deployment, "spec", "template").deepCopy());
        Tree.within(spec, "selector", "matchLabels").put(HASH, hash);
        ObjectNode labels = Tree.within(spec, "template", "metadata", "labels");
        labels.put(HASH, hash);
        metadata.set("labels", labels.deepCopy());
        String next = Integer.toString(highest(of(deployment)) + 1);
        Tree.within(metadata, "annotations").put(REVISION, next);
        annotate(deployment, next);
        return cluster.create(ReplicaSetController.RESOURCE, set);
    }

    /** A set that became the current one again gets the highest revision. */
    void renewRevision(ObjectNode deployment, ObjectNode current, List<ObjectNode> sets) {
        int highestOther = highest(sets.stream()
                .filter(set -> !Tree.uid(set).equals(Tree.uid(current)))
                .toList());
        if (revision(current) <= highestOther) {
            String next = Integer.toString(highestOther + 1);
            cluster.edit(ReplicaSetController.RESOURCE, current, copy -> Tree.within(copy, "metadata", "annotations")
                    .put(REVISION, next));
            annotate(deployment, next);
        }
    }

    static int wanted(JsonNode set) {
        return Tree.number(set, 0, "spec", "replicas");
    }

    static int available(JsonNode set) {
        return Tree.number(set, 0, "status", "availableReplicas");
    }

    static int revision(JsonNode set) {
        return Tree.number(set, 0, "metadata", "annotations", REVISION);
    }

    private void annotate(ObjectNode deployment, String revision) {
        cluster.edit(DeploymentController.RESOURCE, deployment, copy -> Tree.within(copy, "metadata", "annotations")
                .put(REVISION, revision));
    }

    private static int highest(List<ObjectNode> sets) {
        return sets.stream().mapToInt(ReplicaSets::revision).max().orElse(0);
    }

    /** FNV-1a over the template in a form that doesn't depend on the order of its fields. */
    private static String hash(ObjectNode deployment) {
        long hash = 0x811c9dc5L;
        for (byte b : canonical(Tree.at(deployment, "spec", "template")).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193L & 0xffffffffL;
        }
        return Names.encoded(hash);
    }

    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            return Tree.each(node).map(ReplicaSets::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return node.toString();
    }
}
