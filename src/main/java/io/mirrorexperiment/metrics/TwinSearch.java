package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Differences;
import io.mirrorexperiment.experiment.Differences.Example;
import io.mirrorexperiment.experiment.Differences.PathDifference;
import io.mirrorexperiment.experiment.Differences.StatusChange;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Twins.Latency;
import io.mirrorexperiment.experiment.Twins.Leftovers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the mirrored twin of each live request of a span of time, by the key of both. A request has at most one twin: where there are
 * several lines of one key, as for retries and second mirrors, the earliest of each side are the pair, and the others are counted as
 * repeated. Which one is the earliest does not depend on how it ended, so neither version is favoured. Pure.
 */
final class TwinSearch {
    private final LoggedRequests live;
    private final LoggedRequests dark;
    private final Span span;
    private final Duration patience;
    private long both;
    private long darkOnly;
    private long liveOnly;
    private long none;
    private double sum;
    private double squares;
    private long liveAlone;
    private long sized;
    private long sizes;
    private final List<StatusChange> changes = new ArrayList<>();
    private final List<PathDifference> paths = new ArrayList<>();

    private TwinSearch(LoggedRequests live, LoggedRequests dark, Span span, Duration patience) {
        this.live = live;
        this.dark = dark;
        this.span = span;
        this.patience = patience;
    }

    /**
     * The twins of the live requests that began in a span.
     *
     * @param patience by how much the starts of twins may differ at most
     */
    static Twins of(LoggedRequests live, LoggedRequests dark, Span span, Duration patience) {
        return new TwinSearch(live, dark, span, patience).search();
    }

    private Twins search() {
        live.within(span).forEach(this::pair);
        Pairs pairs = new Pairs(both, darkOnly, liveOnly, none);
        Leftovers leftovers = new Leftovers(
                liveAlone,
                dark.within(span).stream()
                        .filter(line -> live.find(line.key()).isEmpty())
                        .count(),
                live.repeated() + dark.repeated(),
                live.nameless() + dark.nameless(),
                live.unreadable() + dark.unreadable());
        Differences differences = Differences.NONE.plus(new Differences(changes, sized, sizes, paths, 0));
        return new Twins(span.until(), pairs, new Latency(sum, squares), leftovers, differences);
    }

    private void pair(AccessLine original) {
        Optional<AccessLine> copy = dark.find(original.key()).filter(line -> isNear(original, line));
        if (copy.isEmpty()) {
            liveAlone++;
            return;
        }
        count(original, copy.get());
        double longer = copy.get().millis() - original.millis();
        sum += longer;
        squares += longer * longer;
        compare(original, copy.get());
    }

    private boolean isNear(AccessLine one, AccessLine other) {
        return Duration.between(one.start(), other.start()).abs().compareTo(patience) <= 0;
    }

    private void count(AccessLine original, AccessLine copy) {
        both += original.bad() && copy.bad() ? 1 : 0;
        darkOnly += !original.bad() && copy.bad() ? 1 : 0;
        liveOnly += original.bad() && !copy.bad() ? 1 : 0;
        none += !original.bad() && !copy.bad() ? 1 : 0;
    }

    private void compare(AccessLine original, AccessLine copy) {
        if (!original.statusClass().equals(copy.statusClass())) {
            changes.add(new StatusChange(original.statusClass(), copy.statusClass(), 1));
            paths.add(difference(original, copy, 1, 0));
            return;
        }
        sized++;
        if (original.bytes() != copy.bytes()) {
            sizes++;
            paths.add(difference(original, copy, 0, 1));
        }
    }

    private static PathDifference difference(AccessLine original, AccessLine copy, long statuses, long sizes) {
        return new PathDifference(
                SampleText.shown(original.method()),
                PathPattern.of(original.path()),
                statuses,
                sizes,
                new Example(
                        SampleText.shown(original.id()),
                        original.status(),
                        copy.status(),
                        original.bytes(),
                        copy.bytes()));
    }
}
