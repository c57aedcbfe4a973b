package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value that is there, and its path. Every reading method notes a mistake if it comes back empty.
 *
 * @param path as in {@code spec.objectives[1].metric}
 */
record Field(String path, Piece piece, Notes notes) {
    /** Notes a mistake here. */
    <T> Optional<T> wrong(String message) {
        notes.mistake(path, piece.place(), message);
        return Optional.empty();
    }

    /** Text; a number or a truth value without quotes is refused, as Kubernetes does. */
    Optional<String> text() {
        if (!(piece instanceof Piece.Scalar scalar)) {
            return wrong("must be text, not " + piece.words());
        }
        return switch (scalar.type()) {
            case TEXT, OPEN -> scalar.text().isBlank() ? empty() : Optional.of(scalar.text());
            case NOTHING -> empty();
            case NUMBER, TRUTH -> unquoted(scalar);
        };
    }

    /** Text as it is, even if there is nothing in it. */
    Optional<String> verbatim() {
        return piece instanceof Piece.Scalar scalar && scalar.type() == Piece.Type.TEXT
                ? Optional.of(scalar.text())
                : text();
    }

    /** True or false. */
    Optional<Boolean> truth() {
        boolean unquoted = piece instanceof Piece.Scalar scalar && scalar.type() != Piece.Type.TEXT;
        String word = unquoted ? ((Piece.Scalar) piece).text() : "";
        if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            return Optional.of(word.equalsIgnoreCase("true"));
        }
        return wrong("must be true or false, without quotes, not " + seen());
    }

    /** The items of a list. */
    Optional<List<Field>> items() {
        if (!(piece instanceof Piece.Sequence sequence)) {
            return wrong("must be a list in brackets or with dashes, not " + seen());
        }
        List<Field> fields = new ArrayList<>();
        for (Piece item : sequence.items()) {
            fields.add(new Field(path + "[" + fields.size() + "]", item, notes));
        }
        return Optional.of(fields);
    }

    boolean isMapping() {
        return piece instanceof Piece.Mapping;
    }

    /** The value as a message names it. */
    String seen() {
        return piece instanceof Piece.Scalar scalar && scalar.type() != Piece.Type.NOTHING
                ? Shown.quoted(scalar.text())
                : piece.words();
    }

    private Optional<String> unquoted(Piece.Scalar scalar) {
        String shown = Shown.visible(scalar.text(), 60);
        return wrong("must be text, and YAML takes " + shown + " for " + scalar.words() + "; write \"" + shown
                + "\" in quotes");
    }

    private <T> Optional<T> empty() {
        return wrong("has no value; write one, or remove the line");
    }
}
