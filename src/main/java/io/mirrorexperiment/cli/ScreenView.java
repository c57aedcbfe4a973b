package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Lines;
import io.mirrorexperiment.report.LiveView;
import io.mirrorexperiment.report.Style;
import io.mirrorexperiment.run.Standing;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One screen that is painted over itself. Thread-safe. */
final class ScreenView implements View {
    private static final String ESCAPE = "\u001b[";
    private static final String HIDE_CURSOR = ESCAPE + "?25l";
    private static final String SHOW_CURSOR = ESCAPE + "?25h";
    private static final String CLEAR_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private final PrintStream out;
    private final TerminalSize terminal;
    private final Style style;
    private final Aside aside;
    private final List<String> notes = new ArrayList<>();
    private Optional<Journal> journal = Optional.empty();
    private int painted;
    private boolean closed;

    ScreenView(PrintStream out, TerminalSize terminal, Style style, Aside aside) {
        this.out = out;
        this.terminal = terminal;
        this.style = style;
        this.aside = aside;
    }

    @Override
    public synchronized void show(Standing standing) {
        if (journal.filter(known -> known.has(Entry.Planned.class)).isEmpty()) {
            standing.journal().last(Entry.Planned.class).ifPresent(this::foretell);
        }
        journal = Optional.of(standing.journal());
        refresh();
    }

    /** What the run can find out stays above the frame. */
    private void foretell(Entry.Planned planned) {
        if (!closed) {
            out.print(home() + CLEAR_BELOW);
            Lines.below(planned, terminal.columns(), style).forEach(out::println);
            painted = 0;
        }
    }

    @Override
    public synchronized void note(String line) {
        notes.add(line);
        refresh();
    }

    @Override
    public synchronized void refresh() {
        if (!closed) {
            journal.ifPresent(this::paint);
        }
    }

    private void paint(Journal shown) {
        int columns = terminal.columns();
        List<String> frame =
                new ArrayList<>(LiveView.frame(shown, Instant.now(), columns, style, aside.lines(columns)));
        frame.addAll(notes);
        int rows = Math.min(frame.size(), terminal.rows() - 1);
        StringBuilder text = new StringBuilder(HIDE_CURSOR).append(home());
        frame.subList(0, rows)
                .forEach(line -> text.append(line).append(CLEAR_LINE).append('\n'));
        out.print(text.append(CLEAR_BELOW));
        out.flush();
        painted = rows;
    }

    private String home() {
        return painted == 0 ? "\r" : "\r" + ESCAPE + painted + "A";
    }

    /** Takes the screen away; the notes stay. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        out.print(home() + CLEAR_BELOW + SHOW_CURSOR);
        notes.forEach(out::println);
        out.flush();
    }

    /** Lines of the caller below the run's own. */
    interface Aside {
        /** Not wider than that. */
        List<String> lines(int columns);

        /** None. */
        static Aside none() {
            return columns -> List.of();
        }
    }
}
