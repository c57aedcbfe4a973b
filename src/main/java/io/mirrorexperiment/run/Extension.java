package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Pause;
import io.mirrorexperiment.journal.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a run may be given more time at an instant: pure. */
final class Extension {
    private final Journal journal;
    private final Progress progress;
    private final Instant now;

    private Extension(Journal journal, Instant now) {
        this.journal = journal;
        this.progress = new Progress(journal);
        this.now = now;
    }

    /** Why not, in a sentence; empty if it may. */
    static Optional<String> refusal(Journal journal, int iterations, Instant now) {
        return new Extension(journal, now)
                .refusal(iterations)
                .map(words -> "run " + journal.id() + " was not extended: " + words);
    }

    private Optional<String> refusal(int iterations) {
        if (iterations < 1) {
            return Optional.of("at least 1 iteration is needed, not " + iterations);
        }
        if (progress.done(Entry.Finished.class)) {
            return Optional.of("it has ended");
        }
        return switch (Direction.of(progress, now)) {
            case AHEAD -> ahead(iterations);
            case WAITING -> waiting(Waiting.of(journal, Entry.Awaited.class));
            case HOLDING -> waiting(Waiting.of(journal, Entry.Held.class));
            case PROMOTING -> Optional.of("it promotes already");
            case BACK -> Optional.of("it is on its way back, and nothing is looked at any more");
        };
    }

    private static Optional<String> waiting(Optional<Waiting> begun) {
        return begun.isPresent()
                ? Optional.empty()
                : Optional.of("it has its verdict, and does not wait for anybody's word yet");
    }

    private Optional<String> ahead(int iterations) {
        if (progress.isExpired(now)) {
            return Optional.of("its time is over");
        }
        if (progress.shutByHand().isPresent()) {
            return Optional.of("its mirror was shut");
        }
        return Pause.of(journal) instanceof Pause.Begun begun ? stopped(begun.waiting()) : looking(iterations);
    }

    private Optional<String> stopped(Waiting waiting) {
        return now.isBefore(waiting.until()) ? Optional.empty() : Optional.of("nobody has let its mirror open in time");
    }

    private Optional<String> looking(int iterations) {
        Cadence cadence = journal.cadence();
        boolean late = journal.experiment().decision().rule() == Decision.Rule.POINT
                && journal.last(Entry.Flowing.class)
                        .filter(flowing -> cadence.dueTick(flowing.at(), now) == cadence.ticks())
                        .isPresent();
        return late
                ? Optional.of("by the point rule its last look decides, and that is due")
                : tooLong(cadence, cadence.iterations() + (long) iterations);
    }

    private static Optional<String> tooLong(Cadence cadence, long iterations) {
        if (iterations > Cadence.MOST_ITERATIONS) {
            return Optional.of("it would have " + iterations + " iterations; at most " + Cadence.MOST_ITERATIONS
                    + " are possible");
        }
        Duration length = cadence.lasting((int) iterations).length();
        return length.compareTo(Cadence.LONGEST) > 0
                ? Optional.of("its looks would take " + length.toDays() + " days; at most " + Cadence.LONGEST.toDays()
                        + " are possible")
                : Optional.empty();
    }
}
