package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that a person can type.
 *
 * @param remark what it is for; empty where that was not said
 * @param line the command itself
 */
record Command(String remark, String line) implements Block {
    private static final String REMARK = " # ";

    /** A command with its remark behind it, as a shell would take it. */
    static Command of(String text) {
        String clean = Clean.line(text);
        int remark = clean.indexOf(REMARK);
        return remark > 0
                ? new Command(
                        clean.substring(remark + REMARK.length()),
                        clean.substring(0, remark).strip())
                : new Command("", clean);
    }

    /** The remark goes in front; a long command goes on behind a backslash, so that it can be copied. */
    @Override
    public List<Row> rows(int columns) {
        List<Row> rows = new ArrayList<>();
        if (!remark.isEmpty()) {
            Prose.wrapped(remark, columns - 2).forEach(words -> rows.add(Row.of(Tone.FAINT, "# " + words)));
        }
        rows.addAll(continued(columns));
        return rows;
    }

    @Override
    public void on(Page page) {
        page.command(this);
    }

    private List<Row> continued(int columns) {
        List<Row> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String word : line.split(" +", -1)) {
            if (!text.isEmpty() && Width.of(text + " " + word + " \\") > columns) {
                rows.add(Row.of(text + " \\"));
                text.setLength(0);
                text.append("   ");
            }
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
        rows.add(Row.of(text.toString()));
        return rows;
    }
}
