package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Lines;
import io.mirrorexperiment.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the build's log what a run has come to, each entry once: whichever of the build's steps follow the run, and however often the
 * controller was restarted in between. What was told is a line in a file beside the journal. Thread-safe.
 */
final class Narration {
    private static final Logger LOG = Logger.getLogger(Narration.class.getName());

    /**
     * How far it has come. Looks are counted by their instants, since old ones go from the journal to make room; the rest by number.
     *
     * @param others how many entries that are no looks
     * @param look when the newest look was
     */
    private record Told(int others, Instant look) {
        static final Told NOTHING = new Told(-1, Instant.MIN);

        static Told read(String text) {
            String[] words = text.strip().split(" ", 2);
            return new Told(Integer.parseInt(words[0]), Instant.parse(words[1]));
        }

        String text() {
            return others + " " + look;
        }
    }

    private final Path file;
    private @Nullable Told told;

    /** Of the run whose journal is in this folder. */
    Narration(Path folder) {
        this.file = folder.resolve("told");
    }

    /**
     * Tells what is new.
     *
     * @param log has the lines for good when it returns: only then they count as told
     */
    synchronized void tell(Journal journal, Consumer<List<String>> log) {
        Told before = told == null ? read() : told;
        List<String> lines = new ArrayList<>();
        if (before.others() < 0) {
            lines.add("run " + journal.id());
        }
        Told now = tell(journal, before, lines);
        told = now;
        if (!now.equals(before)) {
            log.accept(lines);
            keep(now);
        }
    }

    private static Told tell(Journal journal, Told before, List<String> lines) {
        int others = 0;
        Instant look = before.look();
        for (Entry entry : journal.entries()) {
            boolean fresh;
            if (entry instanceof Entry.Iterated) {
                fresh = entry.at().isAfter(look);
                look = fresh ? entry.at() : look;
            } else {
                fresh = others >= before.others();
                others++;
            }
            if (fresh) {
                lines.add(Lines.of(entry, journal));
                lines.addAll(Lines.below(entry, Integer.MAX_VALUE, Style.PLAIN));
            }
        }
        return new Told(Math.max(others, before.others()), look);
    }

    private Told read() {
        try {
            return Told.read(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Told.NOTHING;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, file + " can't be read; the build's log tells the run from its beginning", e);
            return Told.NOTHING;
        }
    }

    /** Not forced to the disk: the worst that can come of it is a line that is told twice. */
    private void keep(Told now) {
        try {
            Path fresh = file.resolveSibling("told.new");
            Files.writeString(fresh, now.text());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.FINE, "what was told is not kept", e);
        }
    }
}
