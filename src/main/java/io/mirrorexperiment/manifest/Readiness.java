package io.mirrorexperiment.manifest;

/** How far a workload is. */
public sealed interface Readiness {
    /** All that was asked for is there and serves. */
    record Ready() implements Readiness {}

    /**
     * Not yet.
     *
     * @param reason the object's own words, as in {@code ImagePullBackOff: Back-off pulling image "…"}
     */
    record Waiting(String reason) implements Readiness {}

    /**
     * It says itself that it will not become ready.
     *
     * @param reason the object's own words
     */
    record Failed(String reason) implements Readiness {}
}
