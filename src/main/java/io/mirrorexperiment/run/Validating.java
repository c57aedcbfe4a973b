package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.metrics.MetricSource;
import io.mirrorexperiment.metrics.MetricSources;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Looping;
import io.mirrorexperiment.validation.Validation;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs single loops of a validation: asks for its workload's counters, and adds what follows. It has no mirror, no route and no live version. */
public final class Validating {
    /** A scrape that failed just at the beginning hides a pod, whose whole past would count as new. */
    private static final List<Duration> BEFORE =
            List.of(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(15));

    /** Where the first scrape after the beginning is looked for; scrapes farther apart than the last one are nobody's. */
    private static final List<Duration> AFTER = Stream.of(0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128)
            .map(seconds -> Duration.ofMillis((long) (seconds.doubleValue() * 1000)))
            .toList();

    private Validating() {}

    /**
     * The course with one loop more. Blocks for a few time limits of the metrics system at most; whatever fails becomes the loop's trouble.
     *
     * @param clock of the instant that is asked about
     */
    public static Course loop(Validation validation, Course before, Clock clock) {
        try (MetricSource source = MetricSources.open(validation.system(), Validating::noSecret, clock)) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Reading beginning = before.count().isPresent()
                    ? new Reading.Missing("it is known already")
                    : beginning(source, validation.population(), before.begins());
            Reading reading = source.counters(validation.population(), now).join();
            if (beginning instanceof Counters early && reading instanceof Counters counters) {
                beginning = sinceThen(source, validation, before.begins(), early, counters);
            }
            return new Looping(validation).next(before, beginning, hinted(source, validation, reading), now);
        }
    }

    private static String noSecret(Object credential) throws IOException {
        throw new IOException("Iter8's charts name no secret");
    }

    private static Reading beginning(MetricSource source, Population population, Instant begins) {
        Reading at = source.counters(population, begins).join();
        if (at instanceof Reading.Missing) {
            return at;
        }
        Counters known = new Counters(Map.of());
        for (Duration age : BEFORE) {
            if (source.counters(population, begins.minus(age)).join() instanceof Counters counters) {
                known = Tally.carry(known, counters);
            }
        }
        known = at instanceof Counters counters ? Tally.carry(known, counters) : known;
        return known.series().isEmpty() ? at : known;
    }

    /**
     * The counters at the first scrape since the beginning: the last one before it lacks the requests in between, which would count as new. Where there
     * was no scrape since, those of now, since which nothing is known.
     */
    private static Counters sinceThen(
            MetricSource source, Validation validation, Instant begins, Counters early, Counters now) {
        Counters known = early;
        for (Duration later : AFTER) {
            if (isScrapedSince(begins, known, now)) {
                return known;
            }
            if (source.counters(validation.population(), begins.plus(later)).join() instanceof Counters counters) {
                known = Tally.carry(known, counters);
            }
        }
        return isScrapedSince(begins, known, now) ? known : Tally.carry(known, now);
    }

    /** Of pods that are still there; the others count no further. */
    private static boolean isScrapedSince(Instant begins, Counters known, Counters now) {
        return known.series().entrySet().stream()
                .filter(series -> now.series().containsKey(series.getKey()))
                .noneMatch(series -> series.getValue().sampledAt().isBefore(begins));
    }

    /** What else the metrics system may tell of a workload without counters: another reporter has some, for example. */
    private static Reading hinted(MetricSource source, Validation validation, Reading reading) {
        return reading instanceof Reading.Absent absent
                ? source.hint(validation.population())
                        .join()
                        .<Reading>map(hint -> new Reading.Absent(absent.reason() + "; " + hint))
                        .orElse(absent)
                : reading;
    }
}
