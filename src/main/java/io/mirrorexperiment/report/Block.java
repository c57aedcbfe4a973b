package io.mirrorexperiment.report;

import java.util.List;

/** One thing that a section says, before it is laid out for a log or a page. */
sealed interface Block permits Block.Remark, Block.Item, Block.Term, Block.Line, Block.Sentence, Command, Table {
    /** Lines of a log, none wider than so many columns but where a command has a wider word. */
    List<Row> rows(int columns);

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
    }

    /** One of several sentences in a list; the mark in front of it has a tone of its own. */
    record Item(Tone mark, Tone tone, String words) implements Block {
        @Override
        public List<Row> rows(int columns) {
            return Prose.hanging(Row.of(mark, "- "), tone, words, columns);
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
    }

    /** What stands on one line of its own. */
    record Line(Row row) implements Block {
        @Override
        public List<Row> rows(int columns) {
            return List.of(row);
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
    }
}
