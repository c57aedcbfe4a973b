package io.mirrorexperiment.experiment;

import java.time.Duration;

/** Where the access logs of both versions' proxies are read, to find each live request's mirrored twin. */
public sealed interface AccessLogPlace {
    /** How long a request may take, and clocks may differ, before it is looked for no longer; over zero. */
    Duration patience();

    /**
     * The output of a container in the pods of both versions, read through the API server.
     *
     * @param container its name, {@code istio-proxy} for Istio's sidecar
     */
    record InPods(String container, Duration patience) implements AccessLogPlace {
        /** Checks. */
        public InPods {
            check(patience);
        }
    }

    /**
     * Two files on the machine of the run, to which somebody appends.
     *
     * @param live path of the live version's log
     * @param dark path of the dark version's log
     */
    record InFiles(String live, String dark, Duration patience) implements AccessLogPlace {
        /** Checks. */
        public InFiles {
            check(patience);
        }
    }

    private static void check(Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("twins need time to be logged, but were given " + patience);
        }
    }
}
