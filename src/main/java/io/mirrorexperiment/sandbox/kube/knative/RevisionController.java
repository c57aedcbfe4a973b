package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Optional;

/** Gives each Revision its Deployment and its Services, scales it, and tells in its status how it is. */
final class RevisionController implements Runnable {
    private static final List<String> DEPENDENTS = List.of(RevisionHealth.CONTAINERS, RevisionHealth.RESOURCES);
    private static final String DEPLOYMENTS = "deployments.apps";

    private final Cluster cluster;
    private final KnativeOptions options;
    private final Optional<PodRuntime> pods;
    private final Autoscaler autoscaler;

    RevisionController(Cluster cluster, KnativeOptions options, Optional<PodRuntime> pods) {
        this.cluster = cluster;
        this.options = options;
        this.pods = pods;
        this.autoscaler = new Autoscaler(cluster, options, pods);
    }

    @Override
    public void run() {
        cluster.all(Knative.REVISIONS).stream()
                .filter(revision -> !Tree.leaving(revision))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode revision) {
        Conditions conditions = new Conditions(revision, DEPENDENTS);
        ArrayNode digests = Tree.array();
        Optional<String> missing = resolve(revision, digests);
        if (missing.isPresent()) {
            conditions.mark(RevisionHealth.CONTAINERS, RevisionHealth.imageMissing(missing.get()));
            cluster.report(Knative.REVISIONS, revision, status -> write(revision, conditions, status));
            return;
        }
        ObjectNode deployment = deployment(revision, digests);
        ensure("services", revision, RevisionParts.publicService(revision));
        ensure("endpoints", revision, RevisionParts.endpoints(revision));
        ensure("services", revision, RevisionParts.privateService(revision));
        RevisionHealth health = new RevisionHealth(deployment, podsOf(revision));
        health.judge(conditions);
        Autoscaler.Scale scale = autoscaler.scale(revision, deployment, conditions, health);
        scale.mark(conditions);
        cluster.report(Knative.REVISIONS, revision, status -> {
            status.put("actualReplicas", scale.actual()).put("desiredReplicas", scale.desired());
            status.set("containerStatuses", digests);
            status.put("imageDigest", Tree.text(digests.path(0), "imageDigest"));
            status.put("serviceName", Tree.name(revision));
            write(revision, conditions, status);
        });
    }

    private void write(ObjectNode revision, Conditions conditions, ObjectNode status) {
        conditions.write(status, cluster.stamp());
        status.put("observedGeneration", Tree.number(revision, 1, "metadata", "generation"));
    }

    /** Fills in the digests of all images, once they were resolved; or names the first image that isn't there. */
    private Optional<String> resolve(ObjectNode revision, ArrayNode digests) {
        JsonNode known = Tree.at(revision, "status", "containerStatuses");
        if (!known.isEmpty()) {
            known.forEach(digests::add);
            return Optional.empty();
        }
        for (JsonNode container : Tree.at(revision, "spec", "containers")) {
            String image = Tree.text(container, "image");
            Optional<String> digest =
                    pods.isEmpty() ? Optional.of(image) : pods.get().resolve(image);
            if (digest.isEmpty()) {
                return Optional.of(image);
            }
            digests.addObject().put("imageDigest", digest.get()).put("name", Tree.text(container, "name"));
        }
        return Optional.empty();
    }

    private ObjectNode deployment(ObjectNode revision, ArrayNode digests) {
        int deadline = (int) options.progressDeadline().toSeconds();
        return ensure(DEPLOYMENTS, revision, RevisionParts.deployment(revision, digests, deadline));
    }

    private ObjectNode ensure(String resource, ObjectNode revision, ObjectNode wanted) {
        return cluster.find(resource, Tree.namespace(revision), Tree.name(wanted))
                .orElseGet(() -> cluster.create(resource, wanted));
    }

    private List<ObjectNode> podsOf(ObjectNode revision) {
        return cluster.in("pods", Tree.namespace(revision)).stream()
                .filter(pod -> Tree.text(pod, "metadata", "labels", Knative.key("revisionUID"))
                        .equals(Tree.uid(revision)))
                .filter(pod -> !Tree.leaving(pod))
                .toList();
    }
}
