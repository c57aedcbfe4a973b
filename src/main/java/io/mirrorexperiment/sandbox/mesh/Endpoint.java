package io.mirrorexperiment.sandbox.mesh;

import java.util.Map;
import java.util.OptionalInt;

/** Something behind a Service that takes requests: a pod, or the ingress gateway. Thread-safe. */
interface Endpoint {
    Peer peer();

    Map<String, String> labels();

    /** Whether a sidecar stands before it, which wants to be told who sends a connection. */
    default boolean meshed() {
        return false;
    }

    /** Where requests for that container port go now; empty while nobody is ready to take them. */
    OptionalInt doorFor(int containerPort);
}
