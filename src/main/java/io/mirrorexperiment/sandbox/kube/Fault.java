package io.mirrorexperiment.sandbox.kube;

import java.time.Duration;

/** How a request goes wrong on purpose. */
public sealed interface Fault {
    /** Answered with a failure; nothing is done. */
    record Refuse(int code, String reason, String message) implements Fault {}

    /** Done as usual, but later. */
    record Delay(Duration time) implements Fault {}

    /** The connection ends before anything is done. */
    record DropBefore() implements Fault {}

    /** Done, but the connection ends before the answer. */
    record DropAfter() implements Fault {}

    /** A server that has trouble: 500. */
    static Fault internalError() {
        return new Refuse(500, "InternalError", "Internal error occurred: injected fault");
    }

    /** A server that is away: 503. */
    static Fault unavailable() {
        return new Refuse(503, "ServiceUnavailable", "the server is currently unable to handle the request");
    }
}
