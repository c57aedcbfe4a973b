package io.mirrorexperiment.bench;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;

/** A Markdown table that is printed row by row, as soon as each is known. */
record Table(PrintWriter out) {
    static Table of(PrintWriter out, String title, List<String> columns) {
        out.println("### " + title);
        out.println();
        Table table = new Table(out);
        table.row(columns);
        table.row(Collections.nCopies(columns.size(), "---"));
        return table;
    }

    void row(List<String> cells) {
        out.println("| " + String.join(" | ", cells) + " |");
        out.flush();
    }

    void end(String... notes) {
        out.println();
        for (String note : notes) {
            out.println(note);
        }
        out.println();
        out.flush();
    }
}
