package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a text exposition turned out to be. */
sealed interface Exposition {
    /** All of it was understood. {@code metadata} is by metric name, in order of appearance. */
    record Read(List<Line> lines, Map<String, Metadata> metadata) implements Exposition {
        public Read {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line was not understood, so none of it counts, as in Prometheus; {@code line} counts from 1. The lines before it
     * matter all the same: their series do not become stale.
     *
     * @param readable whether the line was a sample by its looks, and only its labels were impossible
     */
    record Malformed(int line, String why, boolean readable, List<Line> before) implements Exposition {
        public Malformed {
            before = List.copyOf(before);
        }
    }

    /**
     * One exposed sample.
     *
     * @param labels its name and labels
     * @param timestamp milliseconds, if the exposition gives one
     */
    record Line(Labels labels, double value, Optional<Long> timestamp) {}

    /** What {@code # TYPE} and {@code # HELP} say. */
    record Metadata(String type, String help) {}
}
