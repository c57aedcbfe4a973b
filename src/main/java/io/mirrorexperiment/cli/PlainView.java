package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Lines;
import io.mirrorexperiment.report.Style;
import io.mirrorexperiment.run.Move;
import io.mirrorexperiment.run.Standing;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/** One line for each thing that happened, for pipes and logs. Thread-safe. */
final class PlainView implements View {
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

    private final PrintStream out;
    private final Style style;
    private int shown;
    private String waited = "";

    PlainView(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public synchronized void show(Standing standing) {
        Journal journal = standing.journal();
        List<Entry> fresh = journal.entries()
                .subList(
                        Math.min(shown, journal.entries().size()),
                        journal.entries().size());
        fresh.forEach(entry -> {
            out.println(Lines.of(entry, journal, style));
            Lines.below(entry, Integer.MAX_VALUE, style).forEach(out::println);
        });
        shown = journal.entries().size();
        waiting(standing.words());
    }

    /** A wait is told when it begins, and not again while only its numbers change; the looks of the loop tell themselves. */
    private void waiting(String words) {
        String kind = NUMBERS.matcher(words).replaceAll("0");
        if (!kind.equals(waited) && !words.isEmpty() && !words.equals(Move.Wait.TICK.words())) {
            out.println("           waiting for " + words.lines().findFirst().orElse(""));
        }
        waited = kind;
    }

    @Override
    public synchronized void note(String line) {
        out.println(line);
    }

    @Override
    public void refresh() {
        // Lines do not change.
    }

    @Override
    public void close() {
        out.flush();
    }
}
