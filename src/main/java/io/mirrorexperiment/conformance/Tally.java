package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.experiment.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts what happened between two readings of cumulative counters. Pure.
 *
 * <p>Series are differenced one by one and added up afterwards. A series of which any counter decreased has restarted: what it shows
 * now happened since. A new series counts from 0, one that is missing adds nothing (with {@link #carry} the next difference covers
 * it), and so does one that fell back without a newer sample.
 */
public final class Tally {
    private Tally() {}

    /** What was counted from {@code before} to {@code after}. */
    public static Increment increment(Counters before, Counters after) {
        Totals sum = Totals.NONE;
        for (Map.Entry<String, Series> entry : new TreeMap<>(after.series()).entrySet()) {
            Optional<Series> old = Optional.ofNullable(before.series().get(entry.getKey()));
            Increment step = increment(old, entry.getValue());
            if (step instanceof Increment.Postponed postponed) {
                return new Increment.Postponed("series " + entry.getKey() + ": " + postponed.reason());
            }
            sum = plus(sum, ((Increment.Counted) step).totals());
        }
        return new Increment.Counted(sum);
    }

    /** The newest known counters of every series: those of {@code after}, and of {@code before} where {@code after} lacks them. */
    public static Counters carry(Counters before, Counters after) {
        Map<String, Series> union = new HashMap<>(before.series());
        after.series()
                .forEach((name, series) -> union.merge(name, series, (old, now) -> follows(old, now) ? now : old));
        return new Counters(union);
    }

    /**
     * Both together. Of the histograms the edges that both have are kept: those counts are exact. Totals without any request leave
     * the other's histogram as it is, and have none of their own.
     */
    public static Totals plus(Totals one, Totals other) {
        return new Totals(
                one.requests() + other.requests(),
                one.bad() + other.bad(),
                latency(one, other),
                one.restarts() + other.restarts());
    }

    /** What has to be added to earlier totals to get later ones, as far as their edges are the same. */
    public static Totals since(Totals before, Totals after) {
        return new Totals(
                after.requests() - before.requests(),
                after.bad() - before.bad(),
                Histograms.isIdle(before) ? after.latency() : Histograms.since(before.latency(), after.latency()),
                after.restarts() - before.restarts());
    }

    private static Histogram latency(Totals one, Totals other) {
        if (Histograms.isIdle(one)) {
            return Histograms.isIdle(other) ? Histogram.EMPTY : other.latency();
        }
        return Histograms.isIdle(other) ? one.latency() : Histograms.plus(one.latency(), other.latency());
    }

    private static Increment increment(Optional<Series> old, Series now) {
        return Oddity.of(now)
                .or(() -> old.flatMap(then -> Oddity.between(then, now)))
                .<Increment>map(Increment.Postponed::new)
                .orElseGet(() -> sound(old.map(then -> step(then, now)).orElseGet(() -> whole(now, 0))));
    }

    private static Increment sound(Totals step) {
        return Oddity.of(step).<Increment>map(Increment.Postponed::new).orElseGet(() -> new Increment.Counted(step));
    }

    private static Totals step(Series old, Series now) {
        if (!follows(old, now)) {
            return Totals.NONE;
        }
        return restarted(old, now)
                ? whole(now, 1)
                : new Totals(now.requests() - old.requests(), now.bad() - old.bad(), latencySince(old, now), 0);
    }

    /** A histogram that came up later than its requests would count some from before: then it is not known. */
    private static Histogram latencySince(Series old, Series now) {
        if (old.latency().buckets().isEmpty()) {
            return old.requests() == 0 ? now.latency() : Histogram.EMPTY;
        }
        return Histograms.minus(now.latency(), old.latency());
    }

    private static Totals whole(Series now, int restarts) {
        return new Totals(now.requests(), now.bad(), now.latency(), restarts);
    }

    /** Lower counters of an older sample are no restart: another replica of the metrics system lags behind. */
    private static boolean follows(Series old, Series now) {
        return now.sampledAt().isAfter(old.sampledAt()) || !restarted(old, now);
    }

    private static boolean restarted(Series old, Series now) {
        return now.requests() < old.requests()
                || now.bad() < old.bad()
                || Histograms.restarted(old.latency(), now.latency());
    }
}
