package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences into lines. */
final class Prose {
    private Prose() {}

    /** Lines of at most so many columns; a word that is wider is broken. */
    static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Clean.line(text).split(" +", -1)) {
            String rest = word;
            if (!line.isEmpty() && Width.of(line + " " + rest) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (Width.of(rest) > columns) {
                String part = Width.beginning(rest, columns);
                lines.add(part);
                rest = rest.substring(part.length());
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Wrapped beside a lead: the first line stands behind it, the others under the first. */
    static List<Row> hanging(Row lead, Tone tone, String text, int columns) {
        int indent = lead.width();
        List<Row> rows = new ArrayList<>();
        for (String line : wrapped(text, Math.max(8, columns - indent))) {
            rows.add((rows.isEmpty() ? lead : Row.of(Width.gap(indent))).plus(tone, line));
        }
        return rows;
    }

    /** A clause as a sentence: with a full stop at its end. */
    static String sentence(String clause) {
        String bare = Clean.line(clause);
        return bare.isEmpty() || bare.matches(".*[.!?…]$") ? bare : bare + ".";
    }

    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
