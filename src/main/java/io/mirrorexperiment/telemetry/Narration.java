package io.mirrorexperiment.telemetry;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Lines;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells a log what journals tell. Thread-safe. */
public final class Narration {
    /** Who says it. */
    static final String LOGGER = "io.mirrorexperiment.runs";

    private final Logger log;

    /** To the log of this process. */
    public Narration() {
        this(LoggerFactory.getLogger(LOGGER));
    }

    Narration(Logger log) {
        this.log = log;
    }

    /**
     * What is new of a run, a line each.
     *
     * @param news entries of the journal that were not told before, oldest first
     */
    public void tell(Journal journal, List<Entry> news) {
        news.forEach(entry -> tell(journal, entry));
    }

    private void tell(Journal journal, Entry entry) {
        LoggingEventBuilder line = log.atLevel(level(entry))
                .addKeyValue(LogKey.RUN.word(), journal.id())
                .addKeyValue(LogKey.NAMESPACE.word(), journal.id().namespace())
                .addKeyValue(LogKey.EXPERIMENT.word(), journal.id().name())
                .addKeyValue(LogKey.EVENT.word(), entry.word());
        ended(line, entry).log(Lines.sentence(entry, journal));
    }

    private static LoggingEventBuilder ended(LoggingEventBuilder line, Entry entry) {
        if (entry instanceof Entry.Judged judged) {
            return why(line, judged.cause())
                    .addKeyValue(LogKey.VERDICT.word(), judged.verdict().word());
        }
        if (entry instanceof Entry.Regretted regretted) {
            return why(line, regretted.cause());
        }
        if (entry instanceof Entry.Stumbled stumbled) {
            return line.addKeyValue(LogKey.DEED.word(), stumbled.deed());
        }
        if (entry instanceof Entry.Finished finished) {
            return why(line, finished.ending().cause())
                    .addKeyValue(
                            LogKey.VERDICT.word(), finished.ending().verdict().word())
                    .addKeyValue(
                            LogKey.OUTCOME.word(), finished.ending().outcome().word());
        }
        return line;
    }

    private static LoggingEventBuilder why(LoggingEventBuilder line, Cause cause) {
        return line.addKeyValue(LogKey.CAUSE.word(), cause.word());
    }

    /** Looks are many: they are for who asks for them, unless something was odd. */
    private static Level level(Entry entry) {
        if (entry instanceof Entry.Iterated look) {
            return look.trouble().isEmpty() ? Level.DEBUG : Level.INFO;
        }
        if (entry instanceof Entry.Watched look) {
            return look.trouble().isEmpty() ? Level.DEBUG : Level.INFO;
        }
        if (entry instanceof Entry.Finished finished) {
            return finished.ending().outcome() == Outcome.STUCK ? Level.ERROR : Level.INFO;
        }
        return entry instanceof Entry.Stumbled || entry instanceof Entry.Regretted ? Level.WARN : Level.INFO;
    }
}
