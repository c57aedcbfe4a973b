package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the image that the ready pods of a workload really run. */
final class RunningImage {
    private RunningImage() {}

    /** Empty without a ready pod, without such a container, or while the pods do not agree. */
    static Optional<String> of(Manifest workload, String container, List<Manifest> pods) {
        Optional<String> written = Containers.image(workload, container);
        List<Manifest> ready =
                Pods.of(workload, pods).stream().filter(Pods::isReady).toList();
        List<String> running = ready.stream()
                .flatMap(pod -> written.flatMap(image -> running(pod, container, image)).stream())
                .distinct()
                .toList();
        return running.size() == 1 ? Optional.of(running.get(0)) : Optional.empty();
    }

    private static Optional<String> running(Manifest pod, String container, String written) {
        return pod.maps("status", "containerStatuses").stream()
                .filter(status -> container.equals(status.get("name")))
                .findFirst()
                .map(status -> pinned(status, written));
    }

    /**
     * What was written names the registry that the credentials are for; the digest says what was found there. A kubelet that knows the
     * same content under another repository reports that one, and only there the digest is known to exist.
     */
    private static String pinned(Map<String, Object> status, String written) {
        ImageName name = ImageName.parse(written);
        return ImageName.ofReport(String.valueOf(status.getOrDefault("imageID", "")))
                .filter(unused -> name.digest().isEmpty())
                .map(found -> (found.sameRepository(name) ? name.repository() : found.repository()) + "@"
                        + found.digest().orElseThrow())
                .orElse(written);
    }
}
