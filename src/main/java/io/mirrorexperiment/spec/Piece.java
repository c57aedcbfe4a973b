package io.mirrorexperiment.spec;

import java.util.List;

/** A value as it was written, before anything is known about its meaning. */
sealed interface Piece {
    Place place();

    /** What it is, as a person names it. */
    String words();

    /**
     * A single value.
     *
     * @param text as written, without quotes
     */
    record Scalar(String text, Type type, Place place) implements Piece {
        @Override
        public String words() {
            return switch (type) {
                case TEXT, OPEN -> "text";
                case NUMBER -> "a number";
                case TRUTH -> "true or false";
                case NOTHING -> "nothing";
            };
        }
    }

    /** Values one after the other. */
    record Sequence(List<Piece> items, Place place) implements Piece {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String words() {
            return "a list";
        }
    }

    /** Values by name; the names may repeat, as the text may. */
    record Mapping(List<Entry> entries, Place place) implements Piece {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String words() {
            return "a group of fields";
        }
    }

    /** A value and its name. */
    record Entry(String word, Place place, Piece value) {}

    /** What a single value is taken for. */
    enum Type {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING,
        /** From a command line, which has no quotes: whatever fits. */
        OPEN
    }
}
