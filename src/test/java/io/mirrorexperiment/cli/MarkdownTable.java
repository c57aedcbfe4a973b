package io.mirrorexperiment.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of GitHub's Markdown. */
record MarkdownTable(List<List<String>> rows) {
    static MarkdownTable of(List<String> heads, List<List<String>> rows) {
        return new MarkdownTable(Stream.concat(Stream.of(heads), rows.stream()).toList());
    }

    String text() {
        String under =
                IntStream.range(0, rows.get(0).size()).mapToObj(i -> "---|").collect(Collectors.joining());
        return line(rows.get(0)) + "|" + under + "\n"
                + rows.stream().skip(1).map(MarkdownTable::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.isEmpty() ? " |" : " " + cell.replace("|", "\\|") + " |")
                .collect(Collectors.joining("", "|", "\n"));
    }

    /** A word of the program, as it is. */
    static String code(String word) {
        return "`" + word + "`";
    }

    /** A sentence in which nothing is a tag or emphasis. */
    static String plain(String sentence) {
        return sentence.replace("<", "\\<")
                .replace("*", "\\*")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
