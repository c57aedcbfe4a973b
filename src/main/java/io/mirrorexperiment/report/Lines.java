package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Entries as plain lines, for output that is read by a pipe, a log or a person who scrolls. Pure. */
public final class Lines {
    private static final int WORD = 13;
    private static final int INDENT = 11;
    private static final int LEAST = 20;

    private Lines() {}

    /**
     * One line, without line feed, however long: time since the run's first entry, the entry's word, its facts.
     *
     * @param journal holds the entry
     */
    public static String of(Entry entry, Journal journal) {
        return of(entry, journal, Style.PLAIN);
    }

    /** What an entry says, without time and word, without line feed, however long. */
    public static String words(Entry entry, Journal journal) {
        return Sentences.of(entry, journal).render(Style.PLAIN);
    }

    /** The same in colours. */
    public static String of(Entry entry, Journal journal, Style style) {
        return row(entry, journal, false).render(style);
    }

    /**
     * What stands below the line of an entry, without line feeds: at the plan, what the run can find out.
     *
     * @param columns lines are broken between words so that they are not wider
     * @return none for most entries
     */
    public static List<String> below(Entry entry, int columns, Style style) {
        return entry instanceof Entry.Planned planned
                ? planned.plan().forecast().map(Forecast::words).orElse(List.of()).stream()
                        .flatMap(words -> Prose.wrapped(words, Math.max(LEAST, columns - INDENT)).stream())
                        .map(line -> Row.of(Width.gap(INDENT)).plus(line).render(style))
                        .toList()
                : List.of();
    }

    /** The line of an entry; in brief, looks go without the limits, which stand elsewhere then. */
    static Row row(Entry entry, Journal journal, boolean brief) {
        Instant start = new Facts(journal).started().orElse(entry.at());
        return Row.of(Tone.FAINT, "+" + Numbers.offset(Duration.between(start, entry.at())) + "  ")
                .plus(Row.of(entry.word()).left(WORD))
                .plus("  ")
                .plus(
                        brief && entry instanceof Entry.Iterated tick
                                ? LookSentence.brief(tick, journal)
                                : Sentences.of(entry, journal));
    }
}
