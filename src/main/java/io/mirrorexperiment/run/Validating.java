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

/** Runs single loops of a validation: asks for its workload's counters, and adds what follows. It has no mirror, no route and no live version. */
public final class Validating {
    /** A scrape that failed just at the beginning hides a pod, whose whole past would count as new. */
    private static final List<Duration> BEFORE =
            List.of(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(15));

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
