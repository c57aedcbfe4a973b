package io.mirrorexperiment.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs what a Pod object describes: the sandbox's kubelet. The Kubernetes side calls it when a pod is to start or to
 * stop and copies what it sees into the pod's status.
 */
public interface PodRuntime {
    /** Starts the pod's containers; returns at once. Never throws: a pod that cannot start says so in its state. */
    RunningPod start(ObjectNode pod);

    /**
     * What a registry answers who asks for an image's digest.
     *
     * @return repository and digest, as in {@code example/reviews@sha256:…}; empty if there is no such image
     */
    default Optional<String> resolve(String image) {
        return Optional.of(image);
    }

    /** When a request for a Knative revision was last under way, be it one that still waits; empty if there was none. */
    default Optional<Instant> lastBusy(String namespace, String revision) {
        return Optional.empty();
    }

    /** A pod that was started. All methods are thread-safe and quick. */
    interface RunningPod {
        /** The pod's address, a loopback one. */
        String ip();

        /** What the kubelet would report of it now. */
        State state();

        /**
         * The log lines of one container so far, oldest first (bounded: the newest 10,000 lines).
         *
         * @return empty if the pod has no such container
         */
        Optional<List<LogLine>> logs(String container);

        /**
         * What a GET of a port of the pod is answered; what can be asked so is the runtime's choice.
         *
         * @param path with a leading slash
         * @return empty if nobody listens
         */
        default Optional<String> get(int port, String path) {
            return Optional.empty();
        }

        /** Stops the pod: takes no new requests, finishes those under way for at most a second. Idempotent. */
        void stop();
    }

    /**
     * What the kubelet would report.
     *
     * @param ready whether all containers are ready
     * @param imageId what {@code status.containerStatuses[].imageID} says, as in
     *     {@code example/reviews@sha256:…}; the digest is a function of the image's name
     * @param waitingReason a reason as kubelets report it ({@code ImagePullBackOff}, {@code CrashLoopBackOff}, …), or
     *     empty
     * @param message the sentence beside the reason, or empty
     * @param restarts how often the container was started again
     * @param ended how the container ended for good; one that serves requests never does
     */
    record State(
            boolean ready, String imageId, String waitingReason, String message, int restarts, Optional<Ended> ended) {
        /** The state of a container that has not ended. */
        public State(boolean ready, String imageId, String waitingReason, String message, int restarts) {
            this(ready, imageId, waitingReason, message, restarts, Optional.empty());
        }
    }

    /**
     * How a container ended.
     *
     * @param code its exit code
     */
    record Ended(int code, Instant started, Instant finished) {}

    /**
     * One line of a container's output.
     *
     * @param at when it was written
     * @param text the line, without its line end
     */
    record LogLine(Instant at, String text) {}
}
