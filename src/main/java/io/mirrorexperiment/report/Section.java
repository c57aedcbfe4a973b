package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the report, the same in a log and on a page.
 *
 * @param title stands above it; empty for what needs none
 * @param blocks what it says; none where there is nothing to say
 */
record Section(String title, List<? extends Block> blocks) {
    private static final String INDENT = "  ";

    Section {
        blocks = List.copyOf(blocks);
    }

    /** A title and sentences under it, each with a mark. */
    static Section list(String title, Tone mark, List<String> sentences) {
        return new Section(
                title,
                sentences.stream()
                        .map(each -> new Block.Item(mark, Tone.PLAIN, each))
                        .toList());
    }

    /** Lines of a log: an empty one, the title, and what stands under it, farther in; none where there is nothing to say. */
    List<Row> rows(int columns) {
        List<Row> rows = new ArrayList<>();
        if (blocks.isEmpty()) {
            return rows;
        }
        rows.add(Row.EMPTY);
        if (!title.isEmpty()) {
            rows.add(Row.of(Tone.STRONG, title));
        }
        String indent = title.isEmpty() ? "" : INDENT;
        for (Block block : blocks) {
            block.rows(columns - indent.length())
                    .forEach(row -> rows.add(Row.of(indent).plus(row)));
        }
        return rows;
    }
}
