package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether the dark version is left alone after a stop before the mirror. Whoever stopped the run may have called it, to try it out, and
 * counters tell of that a scrape later only; so two scrapes after the stop are held against each other. Pure.
 */
final class Stillness {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private Stillness() {}

    /** An instant at which every series of a look had the sample before its newest one; empty where there is no series. */
    static Optional<Instant> before(Look look) {
        return series(look).stream()
                .map(Series::sampledAt)
                .min(Comparator.naturalOrder())
                .map(oldest -> oldest.minus(MOMENT));
    }

    /** Whether a look tells of everything that was before an instant. */
    static boolean tellsOf(Look look, Instant end) {
        Collection<Series> series = series(look);
        return !series.isEmpty() && series.stream().map(Series::sampledAt).noneMatch(sampled -> sampled.isBefore(end));
    }

    /** Before its first request a version has no series; the other one's show when there was a scrape. */
    private static Collection<Series> series(Look look) {
        boolean known = !Looking.counters(look.dark()).series().isEmpty();
        Reading reading = known ? look.dark() : look.live();
        return Looking.counters(reading).series().values();
    }
}
