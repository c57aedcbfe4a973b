package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Series;
import java.util.Optional;

/** Tells whether a reading brings anything that an older one did not have: a look needs a new sample. Pure. */
public final class Freshness {
    private Freshness() {}

    /** Whether any series of {@code after} is new, or has a sample newer than the one in {@code before}. */
    public static boolean hasNews(Counters before, Counters after) {
        return after.series().entrySet().stream()
                .anyMatch(entry -> isNews(Optional.ofNullable(before.series().get(entry.getKey())), entry.getValue()));
    }

    private static boolean isNews(Optional<Series> before, Series after) {
        return before.isEmpty() || after.sampledAt().isAfter(before.get().sampledAt());
    }
}
