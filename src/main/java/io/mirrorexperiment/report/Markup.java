package io.mirrorexperiment.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes XML, element by element: pictures, pages and results of tests. Looks are given as attributes or by classes: pages that forbid
 * inline styles, as Jenkins does for what builds leave behind, show them all the same. Every text and every value is escaped, but for the
 * literal parts of a tag and what {@link #written} is given.
 */
final class Markup {
    /** What XML 1.0 has no character for; control characters are taken out before. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\\uFFFE\\uFFFF]");

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param tag its name and attributes, with {@code {}} for each value
     * @param values escaped; numbers are rounded to a tenth
     */
    Markup open(String tag, Object... values) {
        text.append('<').append(filled(tag, values)).append(">\n");
        open.push(name(tag));
        return this;
    }

    /** Ends the element that was begun last. */
    Markup close() {
        text.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element without content. */
    Markup leaf(String tag, Object... values) {
        text.append('<').append(filled(tag, values)).append("/>\n");
        return this;
    }

    /** An element with nothing but text. */
    Markup words(String words, String tag, Object... values) {
        text.append('<').append(filled(tag, values)).append('>');
        text.append(escaped(words)).append("</").append(name(tag)).append(">\n");
        return this;
    }

    /** An element with pieces of text, each in a tone of its own: as a class, {@code mx-good} and the like. */
    Markup row(Row row, String tag, Object... values) {
        return rows(List.of(row), tag, values);
    }

    /** The same with several rows, each on a line of its own. */
    Markup rows(List<Row> rows, String tag, Object... values) {
        String pieces = rows.stream().map(Markup::pieces).collect(Collectors.joining("\n"));
        text.append('<').append(filled(tag, values)).append('>');
        text.append(pieces).append("</").append(name(tag)).append(">\n");
        return this;
    }

    /** An element with lines of plain text, which keep their ends. */
    Markup lines(String lines, String tag, Object... values) {
        return rows(lines.lines().map(Row::of).toList(), tag, values);
    }

    /** What another one has written already. */
    Markup written(String markup) {
        text.append(markup);
        return this;
    }

    private static String pieces(Row row) {
        return row.pieces().stream()
                .map(piece -> piece.tone() == Tone.PLAIN || piece.text().isBlank()
                        ? entities(piece.text())
                        : "<span class='" + piece.tone().mark() + "'>" + entities(piece.text()) + "</span>")
                .collect(Collectors.joining());
    }

    /** All that was written; every element must have been ended. */
    String text() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open);
        }
        return text.toString();
    }

    /** A number as attributes have it, to a tenth. */
    static String number(double value) {
        BigDecimal tenth = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
        return tenth.signum() == 0 ? "0" : tenth.stripTrailingZeros().toPlainString();
    }

    static String escaped(String words) {
        return entities(Clean.line(words));
    }

    private static String entities(String clean) {
        return UNSPEAKABLE
                .matcher(clean)
                .replaceAll(" ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String name(String tag) {
        return tag.split(" ", 2)[0];
    }

    private static String filled(String tag, Object... values) {
        StringBuilder filled = new StringBuilder();
        String[] parts = tag.split("\\{}", -1);
        if (parts.length != values.length + 1) {
            throw new IllegalArgumentException(values.length + " values for " + tag);
        }
        for (int i = 0; i < values.length; i++) {
            filled.append(parts[i]);
            filled.append(values[i] instanceof Double number ? number(number) : escaped(values[i].toString()));
        }
        return filled.append(parts[values.length]).toString();
    }
}
