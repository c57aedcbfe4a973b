package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the report.
 *
 * @param rows an empty line, the title and what stands under it; none where there is nothing to say
 */
record Section(List<Row> rows) {
    static final Section NONE = new Section(List.of());

    private static final String INDENT = "  ";

    Section {
        rows = List.copyOf(rows);
    }

    /** A title and rows under it. */
    static Section of(String title, List<Row> body) {
        if (body.isEmpty()) {
            return NONE;
        }
        List<Row> rows = new ArrayList<>(List.of(Row.EMPTY, Row.of(Tone.STRONG, title)));
        body.forEach(row -> rows.add(Row.of(INDENT).plus(row)));
        return new Section(rows);
    }

    /** A title and sentences under it, each with a dash. */
    static Section list(String title, Tone tone, List<String> sentences) {
        List<Row> body = new ArrayList<>();
        for (String sentence : sentences) {
            body.addAll(Prose.hanging(Row.of(tone, "- "), Tone.PLAIN, sentence, width()));
        }
        return of(title, body);
    }

    /** Columns that the body of a section has. */
    static int width() {
        return ConsoleReport.COLUMNS - INDENT.length();
    }
}
