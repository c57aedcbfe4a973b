package io.mirrorexperiment.telemetry;

import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Phase;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What one long-lived process tells of itself. It is told of journals and calls by its host, decides nothing, and keeps nothing that a new
 * start does not find again: gauges come from journals, counters begin at 0 as Prometheus expects. Thread-safe; nothing here waits.
 */
public final class Telemetry {
    private static final int SERVER_ERROR = 500;

    private final Clock clock;
    private volatile Instant since;
    private final Meters meters;
    private final Tally tally;
    private volatile Optional<Instant> heard = Optional.empty();
    private final Supplier<Vitals> vitals;
    private final Map<RunId, Stand> stands = new ConcurrentHashMap<>();

    private record Stand(Phase phase, boolean stuck) {}

    /**
     * Begins to count.
     *
     * @param version of the program
     * @param vitals of the engine, asked at each scrape and each look at its health; must not wait
     */
    public Telemetry(Clock clock, String version, Supplier<Vitals> vitals) {
        this.clock = clock;
        this.since = clock.instant();
        this.meters = new Meters(version);
        this.tally = new Tally(meters);
        this.vitals = vitals;
        gauges();
    }

    /**
     * A run stands so by now.
     *
     * @param news entries that were not told before; those from before this process took the lead are another's to count
     */
    public void stood(Journal now, List<Entry> news) {
        stands.put(
                now.id(),
                new Stand(
                        Phase.of(now),
                        now.last(Entry.Finished.class)
                                .filter(end -> end.ending().outcome() == Outcome.STUCK)
                                .isPresent()));
        news.stream().filter(entry -> !entry.at().isBefore(since)).forEach(entry -> tally.count(entry, now));
    }

    /** From now on runs are advanced here, or elsewhere: who stands by knows of none. */
    public void leads(boolean leads) {
        if (leads) {
            since = clock.instant();
        } else {
            stands.clear();
        }
    }

    /** Nobody asks for a run any more. */
    public void gone(RunId run) {
        stands.remove(run);
    }

    /** A worker took something up so long after it was due. */
    public void woke(Duration late) {
        meters.observe(Meter.WAKE_LATENESS, Tally.seconds(late));
    }

    /** A worker could do nothing for a run, and will try again. */
    public void failed() {
        meters.count(Meter.FAILED_TURNS);
    }

    /** A request to the API server is over; without a status there was no answer. */
    public void called(String verb, String resource, Optional<Integer> status, Duration took) {
        if (status.filter(code -> code < SERVER_ERROR).isPresent()) {
            heard = Optional.of(clock.instant());
        }
        meters.count(Meter.API_REQUESTS, verb, resource, words(status));
        meters.observe(Meter.API_REQUEST_DURATION, Tally.seconds(took), verb);
    }

    /** A question to a metrics system is over; without a status there was no answer. */
    public void asked(String system, Optional<Integer> status, Duration took) {
        meters.count(Meter.METRICS_REQUESTS, system, words(status));
        meters.observe(Meter.METRICS_REQUEST_DURATION, Tally.seconds(took), system);
    }

    /**
     * A notification was delivered, or given up.
     *
     * @param channel one of few, as in {@code slack}
     */
    public void notified(String channel, boolean delivered) {
        meters.count(Meter.NOTIFICATIONS, channel, delivered ? "delivered" : "given-up");
    }

    /** All metrics, in the form that a header {@code Accept} asks for. */
    public Exposition exposition(Optional<String> accept) {
        return Exposition.of(meters.registry(), accept);
    }

    /** Whether nothing but a new start would help. */
    public Health alive() {
        return Health.alive(vitals.get(), clock.instant());
    }

    /** Whether runs can be advanced. */
    public Health ready() {
        return Health.ready(vitals.get(), heard, clock.instant());
    }

    private void gauges() {
        meters.gauge(Meter.RUNS, this::phases);
        meters.gauge(
                Meter.STUCK_RUNS,
                value -> value.call(
                        (double) stands.values().stream().filter(Stand::stuck).count()));
        meters.gauge(
                Meter.API_LAST_ANSWER,
                value -> value.call(
                        heard.map(at -> (double) at.toEpochMilli() / 1e3).orElse(0.0)));
        meters.gauge(Meter.QUEUE_DEPTH, value -> value.call(vitals.get().queued()));
        meters.gauge(Meter.WORKERS, value -> value.call(vitals.get().workers()));
        meters.gauge(
                Meter.WORKERS_BUSY, value -> value.call(vitals.get().busySince().size()));
        meters.gauge(
                Meter.LONGEST_BUSY,
                value -> value.call(Tally.seconds(vitals.get().longest(clock.instant()))));
        meters.gauge(Meter.LEADER, value -> value.call(vitals.get().role() == Vitals.Role.LEADER ? 1 : 0));
    }

    private void phases(GaugeWithCallback.Callback value) {
        Map<Phase, Integer> counts = new EnumMap<>(Phase.class);
        stands.values().forEach(stand -> counts.merge(stand.phase(), 1, Integer::sum));
        Arrays.stream(Phase.values()).forEach(phase -> value.call(counts.getOrDefault(phase, 0), phase.word()));
    }

    private static String words(Optional<Integer> status) {
        return status.map(String::valueOf).orElse("none");
    }
}
