package io.mirrorexperiment.journal;

import io.mirrorexperiment.journal.Entry.Request;
import java.util.Optional;

/** Whether a run stops with its dark version ready and its mirror shut, for somebody to act in between. */
public sealed interface Pause {
    /** It goes on to the mirror, or is past it. */
    record None() implements Pause {}

    /** It will stop there. */
    record Ahead() implements Pause {}

    /**
     * It has stopped.
     *
     * @param waiting for somebody's word to go on
     */
    record Begun(Waiting waiting) implements Pause {}

    /**
     * What a journal says of it: pure. The newest of {@code PAUSE} and {@code MIRROR} counts. Once the baseline is taken the mirror may be
     * open, even if the journal does not say so yet, so it is too late for a stop, as it is for a run that is judged or sent back.
     */
    static Pause of(Journal journal) {
        boolean stops = false;
        Optional<Entry.Paused> paused = Optional.empty();
        for (Entry entry : journal.entries()) {
            if (isTooLate(entry)) {
                return new None();
            }
            boolean goesOn = Request.MIRROR.isAskedBy(entry);
            stops = !goesOn && (stops || Request.PAUSE.isAskedBy(entry));
            paused = entry instanceof Entry.Paused stop ? Optional.of(stop) : paused.filter(stop -> !goesOn);
        }
        return stops
                ? paused.<Pause>map(stop -> new Begun(Waiting.of(stop, journal)))
                        .orElseGet(Ahead::new)
                : new None();
    }

    /** Whether a run stops, now or soon. */
    default boolean isDue() {
        return !(this instanceof None);
    }

    private static boolean isTooLate(Entry entry) {
        return entry instanceof Entry.Baselined
                || entry instanceof Entry.Judged
                || Request.ABORT.isAskedBy(entry)
                || Request.ROLL_BACK.isAskedBy(entry);
    }
}
