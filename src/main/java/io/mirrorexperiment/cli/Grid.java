package io.mirrorexperiment.cli;

import io.mirrorexperiment.report.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as iter8ctl draws it, in {@code +}, {@code -} and {@code |}: heads in capitals and centred, numbers to the right, a line below each
 * row. A column is as wide as what is in it, but text of more than 30 columns is wrapped there, unless a word is longer.
 */
final class Grid {
    private static final int WRAPPED = 30;
    private static final Predicate<String> NUMBER =
            Pattern.compile("-?(\\d{1,3}(,\\d{3})*|\\d+)(\\.\\d+)?").asMatchPredicate();

    private final List<List<List<String>>> rows = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    Grid(List<String> heads) {
        row(heads);
    }

    Grid row(List<String> cells) {
        List<List<String>> row = new ArrayList<>();
        for (String text : cells) {
            int room = Math.min(WRAPPED, Width.of(text));
            List<String> lines = Wrapping.lines(text, room);
            widen(row.size(), Math.max(room, widest(lines)));
            row.add(lines);
        }
        rows.add(row);
        return this;
    }

    private static int widest(List<String> lines) {
        return lines.stream().mapToInt(Width::of).max().orElse(0);
    }

    private void widen(int column, int width) {
        if (column == widths.size()) {
            widths.add(width);
        } else {
            widths.set(column, Math.max(widths.get(column), width));
        }
    }

    /** The table, each line with its end. */
    String text() {
        String rule = widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("+", "+", "+\n"));
        StringBuilder text = new StringBuilder(rule);
        for (int row = 0; row < rows.size(); row++) {
            text.append(lines(rows.get(row), row == 0)).append(rule);
        }
        return text.toString();
    }

    private String lines(List<List<String>> row, boolean heads) {
        int height = row.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, height)
                .mapToObj(line -> IntStream.range(0, row.size())
                        .mapToObj(column -> cell(row.get(column), line, widths.get(column), heads))
                        .collect(Collectors.joining(" | ", "| ", " |\n")))
                .collect(Collectors.joining());
    }

    private static String cell(List<String> lines, int line, int width, boolean heads) {
        String text = line < lines.size() ? lines.get(line) : "";
        String shown = heads ? head(text) : text;
        int gap = Math.max(0, width - Width.of(shown));
        int left = heads ? gap / 2 : NUMBER.test(shown.strip()) ? gap : 0;
        return " ".repeat(left) + shown + " ".repeat(gap - left);
    }

    /** In capitals, with spaces for underscores and for dots that are not in a number. */
    private static String head(String text) {
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '_' || (points[i] == '.' && !(numeric(points, i - 1) && numeric(points, i + 1)))) {
                points[i] = ' ';
            }
        }
        return new String(points, 0, points.length)
                .strip()
                .codePoints()
                .map(Character::toUpperCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean numeric(int[] points, int at) {
        boolean outside = at < 0 || at >= points.length;
        return outside || points[at] == ' ' || (points[at] >= '0' && points[at] <= '9');
    }
}
