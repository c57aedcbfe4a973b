package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When the sequential rule looks between two ticks: as soon as a second and a hundred new requests have passed, or fewer where fewer
 * are wanting for a decision. Looking is free, and what lies between two looks is what a decision comes late by. Pure.
 */
final class EarlyLook {
    /** New requests of the dark version that are always worth a look. */
    private static final long REQUESTS = 100;

    private static final Duration LEAST = Duration.ofSeconds(1);

    private EarlyLook() {}

    /**
     * When to try, at the rate of copies so far; empty where a rule looks at ticks only, in warm-up, and after a look that found no
     * counters.
     */
    static Optional<Instant> due(Journal journal) {
        Entry.Flowing flowing = journal.last(Entry.Flowing.class).orElseThrow();
        Optional<Entry.Iterated> last = journal.last(Entry.Iterated.class);
        Cadence cadence = journal.cadence();
        boolean warm = last.map(Entry.Iterated::tick).orElse(0) >= cadence.warmUp()
                && last.map(Entry.Iterated::trouble)
                        .filter(trouble -> !trouble.isEmpty())
                        .isEmpty();
        return warm && journal.experiment().decision().rule() == Decision.Rule.SEQUENTIAL
                ? Optional.of(last.map(look -> look.at().plus(wait(flowing, look)))
                        .orElse(flowing.at().plus(LEAST)))
                : Optional.empty();
    }

    /** New requests of the dark version that are worth a look now; at least one. */
    static long worth(Journal journal) {
        return journal.last(Entry.Iterated.class).map(EarlyLook::worth).orElse(REQUESTS);
    }

    /** The objective that is the farthest from being decided counts; a hundred, where nobody can say how far one is. */
    private static long worth(Entry.Iterated last) {
        long wanting = last.assessments().stream()
                .filter(each -> each.standing() != Assessment.Standing.MET)
                .mapToLong(EarlyLook::left)
                .max()
                .orElse(REQUESTS);
        return Math.max(1, Math.min(REQUESTS, wanting));
    }

    private static long left(Assessment open) {
        return open.evidence()
                .weight()
                .map(Weight::left)
                .orElse(OptionalLong.empty())
                .orElse(REQUESTS);
    }

    private static Duration wait(Entry.Flowing flowing, Entry.Iterated last) {
        long copies = last.proof().dark() - flowing.proof().dark();
        Duration span = Duration.between(flowing.at(), last.at());
        if (copies <= 0 || span.isNegative() || span.isZero()) {
            return LEAST;
        }
        Duration needed = Duration.ofMillis((long) Math.ceil((double) span.toMillis() * worth(last) / copies));
        return needed.compareTo(LEAST) < 0 ? LEAST : needed;
    }
}
