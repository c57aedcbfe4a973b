package io.mirrorexperiment.report;

import java.util.List;
import java.util.function.IntPredicate;

/** A table of the console as a page has it: with heads at its top and its left. */
final class HtmlTable {
    private HtmlTable() {}

    /**
     * Writes it.
     *
     * @param caption for those who hear the page; what it says stands above the table anyway
     */
    static void write(Markup markup, Table table, String caption) {
        markup.open("table class='mx-table'");
        markup.words(caption, "caption class='mx-unseen'");
        markup.open("thead");
        row(markup, table, table.cells().get(0), column -> true, "th scope='col' class='{}'");
        markup.close().open("tbody");
        table.cells().stream()
                .skip(1)
                .forEach(row -> row(markup, table, row, column -> column == 0, "th scope='row' class='{}'"));
        markup.close().close();
    }

    private static void row(Markup markup, Table table, List<Row> cells, IntPredicate heads, String head) {
        markup.open("tr");
        for (int i = 0; i < cells.size(); i++) {
            String side = table.columns().get(i) == Table.Column.LEFT ? "mx-left" : "mx-right";
            markup.row(cells.get(i), heads.test(i) ? head : "td class='{}'", side);
        }
        markup.close();
    }
}
