package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a store held at one moment.
 *
 * @param series in order of labels
 */
public record Snapshot(List<Series> series) {
    /** A snapshot of these series. */
    public Snapshot {
        series = List.copyOf(series);
    }

    /** The series that satisfy all matchers, in order of labels. */
    public List<Series> select(List<Matcher> matchers) {
        return series.stream()
                .filter(one -> matchers.stream().allMatch(matcher -> matcher.matches(one.labels())))
                .collect(Collectors.toUnmodifiableList());
    }
}
