package io.mirrorexperiment.sandbox.shell;

import java.time.Duration;
import java.util.List;

/** How a program reaches others: by its pod's sidecar, or past it. Thread-safe. */
@FunctionalInterface
public interface Net {
    /** Sends one request and waits for what comes of it; never throws for what the far side does. */
    Outcome send(Sent request, Duration patience);

    /** One header line. */
    record Header(String name, String value) {}

    /**
     * A request.
     *
     * @param to where it is sent: host, and port where the URL names one
     * @param path with its query
     * @param authority what its Host header says, which may be something else
     */
    record Sent(String method, String to, String path, List<Header> headers, String body, String authority) {
        /** Copies the list. */
        public Sent {
            headers = List.copyOf(headers);
        }
    }

    /** What comes of a request. */
    sealed interface Outcome {
        /** An answer, whatever its status. */
        record Answered(int status, List<Header> headers, String body) implements Outcome {
            /** Copies the list. */
            public Answered {
                headers = List.copyOf(headers);
            }
        }

        /** Nobody knows the host. */
        record Unknown() implements Outcome {}

        /** Nobody listens there. */
        record Refused() implements Outcome {}

        /** The connection broke before the answer was complete. */
        record Broken() implements Outcome {}

        /** The time was up. */
        record TimedOut() implements Outcome {}
    }
}
