package io.mirrorexperiment.telemetry;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Counts what journals tell. Thread-safe. */
final class Tally {
    private static final Pattern WORD = Pattern.compile("[a-z-]{1,24}");

    private final Meters meters;

    Tally(Meters meters) {
        this.meters = meters;
    }

    /**
     * One entry.
     *
     * @param journal holds it
     */
    void count(Entry entry, Journal journal) {
        if (entry instanceof Entry.Iterated look) {
            meters.count(Meter.LOOKS, "mirror", yes(!look.trouble().isEmpty()));
            lateness(look, journal).ifPresent(late -> meters.observe(Meter.LOOK_LATENESS, seconds(late)));
        } else if (entry instanceof Entry.Watched look) {
            meters.count(Meter.LOOKS, "step", yes(!look.trouble().isEmpty()));
        } else if (entry instanceof Entry.Judged judged) {
            meters.count(Meter.VERDICTS, judged.verdict().word(), judged.cause().word());
        } else if (entry instanceof Entry.Stumbled stumbled) {
            meters.count(Meter.STUMBLES, deed(stumbled.deed()), yes(stumbled.hopeless()));
        } else if (entry instanceof Entry.Finished finished) {
            end(finished, journal);
        }
    }

    private void end(Entry.Finished finished, Journal journal) {
        Ending ending = finished.ending();
        meters.count(Meter.OUTCOMES, ending.outcome().word(), ending.cause().word());
        Instant first = journal.entries().get(0).at();
        meters.observe(
                Meter.RUN_DURATION,
                seconds(Duration.between(first, finished.at())),
                ending.outcome().word());
    }

    /** From the first tick that was due and not looked at; an early look is due when it is done. Empty without a first copy. */
    static Optional<Duration> lateness(Entry.Iterated look, Journal journal) {
        List<Entry> before = journal.entries().subList(0, journal.entries().lastIndexOf(look));
        int last = before.stream()
                .filter(Entry.Iterated.class::isInstance)
                .mapToInt(entry -> ((Entry.Iterated) entry).tick())
                .reduce(0, (older, newer) -> newer);
        return look.tick() <= last
                ? Optional.empty()
                : journal.last(Entry.Flowing.class)
                        .map(flowing -> Duration.between(journal.cadence().due(flowing.at(), last + 1), look.at()));
    }

    static double seconds(Duration time) {
        return (double) time.toNanos() / 1e9;
    }

    /** Journals are texts that others can write, too. */
    private static String deed(String words) {
        String word = words.replace(' ', '-');
        return WORD.matcher(word).matches() ? word : "other";
    }

    private static String yes(boolean is) {
        return is ? "true" : "false";
    }
}
