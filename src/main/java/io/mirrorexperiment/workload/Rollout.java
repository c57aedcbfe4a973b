package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how far a Deployment is, by the numbers that {@code kubectl rollout status} goes by, and why from its pods. */
final class Rollout {
    private Rollout() {}

    static Readiness of(Manifest workload, List<Manifest> pods) {
        Optional<String> open = open(workload);
        if (open.isEmpty()) {
            return new Readiness.Ready();
        }
        String because = PodTrouble.first(Pods.of(workload, pods))
                .map(reason -> "; " + reason)
                .orElse("");
        return givenUp(workload)
                .filter(unused -> isSeen(workload))
                .<Readiness>map(reason -> new Readiness.Failed(reason + because))
                .orElseGet(() -> new Readiness.Waiting(open.get() + because));
    }

    /** The number of pods that are asked for; 1 unless it says otherwise. */
    static long replicas(Manifest workload) {
        return workload.number("spec", "replicas").orElse(1L);
    }

    private static boolean isSeen(Manifest workload) {
        return status(workload, "observedGeneration")
                >= workload.number("metadata", "generation").orElse(0L);
    }

    private static Optional<String> open(Manifest workload) {
        long wanted = replicas(workload);
        long all = status(workload, "replicas");
        long updated = status(workload, "updatedReplicas");
        long available = status(workload, "availableReplicas");
        if (!isSeen(workload) || workload.at("status").isEmpty()) {
            return Optional.of("the Deployment controller has not seen the change yet");
        }
        if (wanted == 0) {
            return Optional.of("it is scaled to 0 pods");
        }
        if (updated < wanted) {
            return Optional.of(updated + " of " + wanted + " pods are of the new template" + pausedWords(workload));
        }
        if (all > updated) {
            return Optional.of((all - updated) + " old pods are still to go");
        }
        return available < wanted ? Optional.of(available + " of " + wanted + " pods are available") : Optional.empty();
    }

    private static String pausedWords(Manifest workload) {
        return Boolean.TRUE.equals(workload.at("spec", "paused").orElse(false))
                ? " (it is paused: kubectl rollout resume deployment/" + workload.name() + ")"
                : "";
    }

    private static Optional<String> givenUp(Manifest workload) {
        Optional<String> late = Pods.condition(workload, "Progressing")
                .filter(condition -> "False".equals(condition.get("status")))
                .filter(condition -> "ProgressDeadlineExceeded".equals(condition.get("reason")))
                .map(Rollout::words);
        return late.or(() -> Pods.condition(workload, "ReplicaFailure")
                .filter(condition -> "True".equals(condition.get("status")))
                .map(Rollout::words));
    }

    private static String words(Map<String, Object> condition) {
        return condition.get("reason") + ": " + condition.get("message");
    }

    private static long status(Manifest workload, String field) {
        return workload.number("status", field).orElse(0L);
    }
}
