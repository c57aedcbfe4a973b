package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of cells in columns. Columns are as wide as what is in them, and no table is wider than it may be: the widest columns give way
 * first.
 *
 * @param columns how each column stands
 * @param cells row by row, first the heads; as many in each as there are columns
 */
record Table(List<Column> columns, List<List<Row>> cells) implements Block {
    private static final int GAP = 2;

    /** How cells stand in their column. */
    enum Column {
        LEFT,
        RIGHT
    }

    Table {
        columns = List.copyOf(columns);
        cells = cells.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Row> rows(int width) {
        int[] widths = widths(width);
        return cells.stream().map(row -> line(row, widths)).toList();
    }

    @Override
    public void on(Page page) {
        page.table(this);
    }

    private Row line(List<Row> row, int[] widths) {
        Row line = Row.EMPTY;
        for (int i = 0; i < widths.length; i++) {
            Row cell = row.get(i);
            line = line.plus(i == 0 ? "" : Width.gap(GAP))
                    .plus(columns.get(i) == Column.LEFT ? cell.left(widths[i]) : cell.right(widths[i]));
        }
        return line;
    }

    private int[] widths(int width) {
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> cells.stream()
                        .mapToInt(row -> row.get(column).width())
                        .max()
                        .orElse(0))
                .toArray();
        int room = width - GAP * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            widths[widest(widths)]--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        return IntStream.range(0, widths.length)
                .reduce((one, other) -> widths[other] > widths[one] ? other : one)
                .orElse(0);
    }

    /** Puts a table together. */
    static final class Builder {
        private final List<Column> columns;
        private final List<List<Row>> rows = new ArrayList<>();

        Builder(Column... columns) {
            this.columns = List.of(columns);
        }

        Builder row(List<Row> cells) {
            rows.add(cells);
            return this;
        }

        Table table() {
            return new Table(columns, rows);
        }
    }
}
