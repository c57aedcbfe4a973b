package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Pods that are ready at once, but for images that cannot be pulled. They serve nothing: the rig's traffic is arithmetic. */
final class StillPods implements PodRuntime {
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** Images whose name contains this cannot be pulled. */
    void breakImage(String image) {
        broken.add(image);
    }

    void mendImages() {
        broken.clear();
    }

    /** What the sidecar of a pod exposes; empty while nobody can reach it. */
    Function<String, Optional<String>> sidecars = name -> Optional.empty();

    @Override
    public RunningPod start(ObjectNode pod) {
        return new Still(
                pod.at("/metadata/name").asText(),
                pod.at("/spec/containers/0/image").asText());
    }

    /** The digest that every kubelet here reports for an image. */
    static String imageId(String image) {
        return image.contains("@")
                ? image
                : image.replaceFirst(":[^:/]*$", "") + "@sha256:" + "%064x".formatted(image.hashCode());
    }

    private boolean isBroken(String image) {
        return broken.stream().anyMatch(image::contains);
    }

    private final class Still implements RunningPod {
        private final String name;
        private final String image;

        Still(String name, String image) {
            this.name = name;
            this.image = image;
        }

        @Override
        public String ip() {
            return "127.0.0.1";
        }

        @Override
        public State state() {
            return isBroken(image)
                    ? new State(false, "", "ImagePullBackOff", "Back-off pulling image \"" + image + "\"", 0)
                    : new State(true, imageId(image), "", "", 0);
        }

        @Override
        public Optional<List<LogLine>> logs(String container) {
            return Optional.of(List.of());
        }

        @Override
        public Optional<String> get(int port, String path) {
            return port == 15020 && path.equals("/stats/prometheus") ? sidecars.apply(name) : Optional.empty();
        }

        @Override
        public void stop() {}
    }
}
