package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pod is not ready, in its own words. */
final class PodTrouble {
    private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");

    private PodTrouble() {}

    /** The trouble of the first pod that has any. */
    static Optional<String> first(List<Manifest> pods) {
        return pods.stream()
                .filter(pod -> !Pods.isReady(pod))
                .flatMap(pod -> of(pod).map(reason -> "pod " + pod.name() + ": " + reason).stream())
                .findFirst();
    }

    private static Optional<String> of(Manifest pod) {
        return unschedulable(pod).or(() -> Stream.concat(
                        pod.maps("status", "initContainerStatuses").stream(),
                        pod.maps("status", "containerStatuses").stream())
                .flatMap(status -> ofContainer(status).stream())
                .findFirst());
    }

    private static Optional<String> unschedulable(Manifest pod) {
        return Pods.condition(pod, "PodScheduled")
                .filter(condition -> "False".equals(condition.get("status")))
                .map(PodTrouble::reasonAndMessage);
    }

    private static Optional<String> ofContainer(Map<String, Object> status) {
        String where = "container " + status.get("name") + " ";
        return state(status, "state", "waiting")
                .filter(waiting -> !ON_THE_WAY.contains(String.valueOf(waiting.get("reason"))))
                .map(waiting -> where + "is waiting, " + reasonAndMessage(waiting) + lastEnd(status))
                .or(() -> state(status, "state", "terminated")
                        .filter(ended -> !isZero(ended.get("exitCode")))
                        .map(ended -> where + end(ended)))
                .or(() -> state(status, "state", "running")
                        .filter(unused -> Boolean.FALSE.equals(status.get("ready")))
                        .map(unused -> where + "runs, but is not ready"));
    }

    private static String lastEnd(Map<String, Object> status) {
        return state(status, "lastState", "terminated")
                .map(ended -> " (before, it " + end(ended) + ")")
                .orElse("");
    }

    private static String end(Map<String, Object> ended) {
        return "ended with exit code " + ended.get("exitCode") + ", " + reasonAndMessage(ended);
    }

    private static boolean isZero(@Nullable Object exitCode) {
        return exitCode instanceof Number number && number.intValue() == 0;
    }

    private static String reasonAndMessage(Map<String, Object> map) {
        String reason = String.valueOf(map.getOrDefault("reason", "no reason given"));
        return map.get("message") instanceof String message && !message.isBlank()
                ? reason + ": " + message.strip()
                : reason;
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<String, Object>> state(Map<String, Object> status, String when, String what) {
        return status.get(when) instanceof Map<?, ?> state && state.get(what) instanceof Map<?, ?> found
                ? Optional.of((Map<String, Object>) found)
                : Optional.empty();
    }
}
