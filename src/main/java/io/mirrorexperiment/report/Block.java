package io.mirrorexperiment.report;

import java.util.List;

/** One thing that a section says, before it is laid out for a log or a page. */
sealed interface Block permits Block.Remark, Block.Item, Block.Term, Block.Line, Block.Sentence, Command, Table {
    /** Lines of a log, none wider than so many columns but where a command has a wider word. */
    List<Row> rows(int columns);

    /** Goes to its place on a page. */
    void on(Page page);

    /** A page with a place for each kind of block. */
    interface Page {
        void remark(Remark remark);

        void item(Item item);

        void term(Term term);

        void line(Line line);

        void sentence(Sentence sentence);

        void command(Command command);

        void table(Table table);
    }

    /**
     * A sentence beside what it is about.
     *
     * @param lead a sign or a name, with what parts it from the sentence
     */
    record Remark(Row lead, Tone tone, String words) implements Block {
        @Override
        public List<Row> rows(int columns) {
            return Prose.hanging(lead, tone, words, columns);
        }

        @Override
        public void on(Page page) {
            page.remark(this);
        }
    }

    /** One of several sentences in a list; the mark in front of it has a tone of its own. */
    record Item(Tone mark, Tone tone, String words) implements Block {
        @Override
        public List<Row> rows(int columns) {
            return Prose.hanging(Row.of(mark, "- "), tone, words, columns);
        }

        @Override
        public void on(Page page) {
            page.item(this);
        }
    }

    /**
     * A name and what it stands for.
     *
     * @param room columns that the names of the section have
     */
    record Term(String name, int room, Tone tone, String words) implements Block {
        @Override
        public List<Row> rows(int columns) {
            return Prose.hanging(Row.of(Tone.FAINT, name).left(room), tone, words, columns);
        }

        @Override
        public void on(Page page) {
            page.term(this);
        }
    }

    /** What stands on one line of its own. */
    record Line(Row row) implements Block {
        @Override
        public List<Row> rows(int columns) {
            return List.of(row);
        }

        @Override
        public void on(Page page) {
            page.line(this);
        }
    }

    /** A sentence of its own. */
    record Sentence(Tone tone, String words) implements Block {
        @Override
        public List<Row> rows(int columns) {
            return Prose.wrapped(words, columns).stream()
                    .map(line -> Row.of(tone, line))
                    .toList();
        }

        @Override
        public void on(Page page) {
            page.sentence(this);
        }
    }
}
