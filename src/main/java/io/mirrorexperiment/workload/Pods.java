package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the pods of a Deployment, and says how a pod is. */
final class Pods {
    private Pods() {}

    /** Those that the Deployment's selector picks, that are not being deleted and that no other Deployment owns, by name. */
    static List<Manifest> of(Manifest workload, List<Manifest> pods) {
        Selector selector = Selector.of(workload);
        return pods.stream()
                .filter(pod -> pod.kind().equals(Kind.POD) && pod.namespace().equals(workload.namespace()))
                .filter(pod -> selector.matches(pod.labels()))
                .filter(pod -> pod.at("metadata", "deletionTimestamp").isEmpty())
                .filter(pod -> !isOthers(pod, workload.name()))
                .sorted(Comparator.comparing(Manifest::name))
                .toList();
    }

    static boolean isReady(Manifest pod) {
        return condition(pod, "Ready")
                .filter(ready -> "True".equals(ready.get("status")))
                .isPresent();
    }

    static Optional<Map<String, Object>> condition(Manifest object, String type) {
        return object.maps("status", "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst();
    }

    /** Whether a pod is a Deployment's beyond doubt: one of a ReplicaSet that is named after it. */
    static boolean isOf(Manifest pod, Manifest deployment) {
        String hash = pod.labels().getOrDefault("pod-template-hash", "");
        return pod.maps("metadata", "ownerReferences").stream()
                .anyMatch(owner -> "ReplicaSet".equals(owner.get("kind"))
                        && (deployment.name() + "-" + hash).equals(owner.get("name")));
    }

    /** Selectors may overlap; owners do not. A Deployment's ReplicaSets are called {@code <deployment>-<hash>}. */
    private static boolean isOthers(Manifest pod, String deployment) {
        String hash = pod.labels().getOrDefault("pod-template-hash", "");
        return !hash.isEmpty()
                && pod.maps("metadata", "ownerReferences").stream()
                        .filter(owner -> "ReplicaSet".equals(owner.get("kind")))
                        .anyMatch(owner -> !(deployment + "-" + hash).equals(owner.get("name")));
    }
}
