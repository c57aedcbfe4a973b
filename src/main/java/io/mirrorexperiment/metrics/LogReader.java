package io.mirrorexperiment.metrics;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Reads one version's access log. Keeps nothing between two calls: what is asked for again is read again. */
@FunctionalInterface
public interface LogReader {
    /**
     * What was logged from an instant on, and maybe some of what was logged before.
     *
     * @return one part for each pod or file, in no order; none if there is no log yet
     * @throws IOException if it cannot be had; the message goes on from "cannot be read: "
     */
    List<Excerpt> since(Instant from) throws IOException;
}
