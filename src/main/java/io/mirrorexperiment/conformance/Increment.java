package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Totals;

/** What was counted between two readings, or why that cannot be said yet. */
public sealed interface Increment {
    /**
     * It was counted.
     *
     * @param totals never negative
     */
    record Counted(Totals totals) implements Increment {}

    /**
     * The counters contradict themselves, as they do when a scrape caught them half-way. The look is put off: keep the older
     * reading, and the next difference covers this one too.
     *
     * @param reason what was odd, and in which series
     */
    record Postponed(String reason) implements Increment {}
}
