package io.mirrorexperiment.telemetry;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A host of one run that tells telemetry of it, and what telemetry says of it. */
public final class Told {
    private final Telemetry telemetry;
    private final List<Entry> known = new ArrayList<>();

    /** Begins. */
    public Told(Clock clock, Vitals vitals) {
        this.telemetry = new Telemetry(clock, "1.2.3", () -> vitals, () -> {}, Runnable::run);
    }

    /** One that leads, with a worker. */
    public static Told leading(Clock clock) {
        return new Told(clock, new Vitals(Vitals.Role.LEADER, 2, 4, List.of(), Map.of("MirrorExperiment", true)));
    }

    /** Who is told. */
    public Telemetry telemetry() {
        return telemetry;
    }

    /** Tells of a journal; of what it holds since it was told last. */
    public void tell(Journal journal) {
        List<Entry> news = journal.entries().stream()
                .filter(entry -> !known.contains(entry.bare()))
                .toList();
        news.forEach(entry -> known.add(entry.bare()));
        telemetry.stood(journal, news);
    }

    /** Samples of the exposition in Prometheus' text form by series, of one meter; histograms by their parts. */
    public Map<String, Double> samples(Meter meter) {
        return samples(telemetry.exposition(Optional.empty()).text(), meter.fullName());
    }

    /** The same out of a text. */
    public static Map<String, Double> samples(String text, String name) {
        return Arrays.stream(text.split("\n"))
                .filter(line -> line.startsWith(name + " ")
                        || line.startsWith(name + "{")
                        || line.startsWith(name + "_count")
                        || line.startsWith(name + "_sum"))
                .collect(Collectors.toMap(
                        line -> line.substring(name.length(), line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                        (one, other) -> {
                            throw new IllegalStateException("twice: " + name);
                        },
                        TreeMap::new));
    }
}
