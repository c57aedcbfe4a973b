package io.mirrorexperiment.report;

import java.util.List;

/** Writes what a section says into a part of a page; neighbours that belong into a list are in one. */
final class HtmlBlocks implements Block.Page {
    private static final String NO_LIST = "";
    private static final String SENTENCES = "ul class='mx-list'";
    private static final String TERMS = "dl class='mx-terms'";

    private final HtmlSections page;
    private final Markup markup;
    private final String part;
    private final String title;
    private String list = NO_LIST;

    HtmlBlocks(HtmlSections page, String part, String title) {
        this.page = page;
        this.markup = page.markup();
        this.part = part;
        this.title = title;
    }

    void write(List<? extends Block> blocks) {
        blocks.forEach(block -> block.on(this));
        within(NO_LIST);
    }

    private void within(String other) {
        if (!list.equals(other)) {
            if (!list.equals(NO_LIST)) {
                markup.close();
            }
            if (!other.equals(NO_LIST)) {
                markup.open(other);
            }
        }
        list = other;
    }

    @Override
    public void remark(Block.Remark remark) {
        within(SENTENCES);
        markup.row(remark.lead().plus(remark.tone(), remark.words()), "li class='mx-remark'");
    }

    @Override
    public void item(Block.Item item) {
        within(SENTENCES);
        markup.row(
                Row.of(item.tone(), item.words()), "li class='{}'", item.mark().mark());
    }

    @Override
    public void term(Block.Term term) {
        within(TERMS);
        markup.words(term.name(), "dt");
        markup.row(Row.of(term.tone(), term.words()), "dd");
    }

    @Override
    public void line(Block.Line line) {
        within(NO_LIST);
        markup.row(line.row(), "p");
    }

    @Override
    public void sentence(Block.Sentence sentence) {
        within(NO_LIST);
        markup.row(Row.of(sentence.tone(), sentence.words()), "p");
    }

    @Override
    public void command(Command command) {
        within(NO_LIST);
        if (!command.remark().isEmpty()) {
            markup.words(Prose.capital(command.remark()) + ":", "p class='mx-remark'");
        }
        markup.lines(
                command.line(), "pre class='mx-command' tabindex='0' role='group' aria-labelledby='{}'", page.id(part));
    }

    @Override
    public void table(Table table) {
        within(NO_LIST);
        page.wide(part, content -> HtmlTable.write(content, table, title));
    }
}
