package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Writes what sections say as Markdown; neighbours that belong into a list are in one. */
final class MarkdownBlocks implements Block.Page {
    private static final String FENCE = "```";
    private static final Collector<CharSequence, ?, String> COLUMNS = Collectors.joining(" | ", "| ", " |");

    private final StringBuilder text = new StringBuilder();
    private boolean inList;

    /** All that was written; every line ends with a line feed. */
    String text() {
        return text.toString();
    }

    void heading(int level, String words) {
        paragraph("#".repeat(level) + " " + MarkdownText.inline(words));
    }

    void section(Section section) {
        if (!section.title().isEmpty()) {
            heading(3, section.title());
        }
        section.blocks().forEach(block -> block.on(this));
        inList = false;
    }

    /** A block that is taken as it is. */
    void code(String language, String lines) {
        String fence = FENCE;
        while (lines.contains(fence)) {
            fence += "`";
        }
        paragraph(fence + language + "\n" + lines + "\n" + fence);
    }

    @Override
    public void remark(Block.Remark remark) {
        item(remark.lead().plus(remark.words()).render(Style.PLAIN));
    }

    @Override
    public void item(Block.Item item) {
        item(item.words());
    }

    @Override
    public void term(Block.Term term) {
        entry("**" + MarkdownText.inline(term.name()) + "**: " + MarkdownText.inline(term.words()));
    }

    @Override
    public void line(Block.Line line) {
        paragraph(MarkdownText.block(line.row().render(Style.PLAIN)));
    }

    @Override
    public void sentence(Block.Sentence sentence) {
        paragraph(MarkdownText.block(sentence.words()));
    }

    @Override
    public void command(Command command) {
        if (!command.remark().isEmpty()) {
            paragraph(MarkdownText.block(Prose.capital(command.remark()) + ":"));
        }
        code("sh", command.line());
    }

    @Override
    public void table(Table table) {
        List<String> lines = new ArrayList<>();
        table.cells().forEach(row -> lines.add(cells(row)));
        lines.add(
                1,
                table.columns().stream()
                        .map(column -> column == Table.Column.LEFT ? ":--" : "--:")
                        .collect(COLUMNS));
        paragraph(String.join("\n", lines));
    }

    private static String cells(List<Row> row) {
        return row.stream()
                .map(cell -> MarkdownText.inline(cell.render(Style.PLAIN)))
                .collect(COLUMNS);
    }

    private void item(String words) {
        entry(MarkdownText.block(words));
    }

    private void entry(String markdown) {
        if (!inList && !text.isEmpty()) {
            text.append('\n');
        }
        text.append("- ").append(markdown).append('\n');
        inList = true;
    }

    private void paragraph(String markdown) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(markdown).append('\n');
        inList = false;
    }
}
