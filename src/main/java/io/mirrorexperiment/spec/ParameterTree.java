package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a step as pieces of a spec. */
final class ParameterTree {
    private static final int DEEPEST = 64;

    private ParameterTree() {}

    /** The whole tree; empty if something in it is none of the types that a spec has, which is then noted. */
    static Optional<Piece> piece(Map<String, ?> parameters, Notes notes) {
        Piece piece = piece("", parameters, 0, notes);
        return notes.clean() ? Optional.of(piece) : Optional.empty();
    }

    /** With apiVersion and kind, which a step need not repeat. */
    static Piece signed(Piece tree) {
        if (!(tree instanceof Piece.Mapping mapping)) {
            return tree;
        }
        List<Piece.Entry> entries = new ArrayList<>(mapping.entries());
        addIfAbsent(entries, "apiVersion", ExperimentForm.API_VERSION);
        addIfAbsent(entries, "kind", ExperimentForm.KIND);
        return new Piece.Mapping(entries, mapping.place());
    }

    private static void addIfAbsent(List<Piece.Entry> entries, String word, String text) {
        if (entries.stream().noneMatch(entry -> entry.word().equals(word))) {
            entries.add(new Piece.Entry(word, Place.PARAMETER, scalar(text, Piece.Type.TEXT)));
        }
    }

    private static Piece piece(String path, Object value, int depth, Notes notes) {
        if (depth > DEEPEST) {
            notes.mistake(path, Place.PARAMETER, "is nested more than " + DEEPEST + " levels deep");
            return scalar("", Piece.Type.NOTHING);
        }
        if (value instanceof Map<?, ?> map) {
            return mapping(path, map, depth, notes);
        }
        if (value instanceof List<?> list) {
            List<Piece> items = new ArrayList<>();
            for (Object item : list) {
                items.add(pieceOrNothing(path + "[" + items.size() + "]", item, depth, notes));
            }
            return new Piece.Sequence(items, Place.PARAMETER);
        }
        return single(path, value, notes);
    }

    private static Piece mapping(String path, Map<?, ?> map, int depth, Notes notes) {
        List<Piece.Entry> entries = new ArrayList<>();
        map.forEach((name, value) -> {
            String word = String.valueOf(name);
            String below = path.isEmpty() ? word : path + "." + word;
            entries.add(new Piece.Entry(word, Place.PARAMETER, pieceOrNothing(below, value, depth, notes)));
        });
        return new Piece.Mapping(entries, Place.PARAMETER);
    }

    private static Piece pieceOrNothing(String path, @Nullable Object value, int depth, Notes notes) {
        return value == null ? scalar("", Piece.Type.NOTHING) : piece(path, value, depth + 1, notes);
    }

    private static Piece single(String path, Object value, Notes notes) {
        if (value instanceof CharSequence) {
            return scalar(value.toString(), Piece.Type.OPEN);
        }
        if (value instanceof Number) {
            return scalar(value.toString(), Piece.Type.NUMBER);
        }
        if (value instanceof Boolean) {
            return scalar(value.toString(), Piece.Type.TRUTH);
        }
        notes.mistake(
                path,
                Place.PARAMETER,
                "must be text, a number, true or false, a list or a map, not a "
                        + value.getClass().getSimpleName());
        return scalar("", Piece.Type.NOTHING);
    }

    private static Piece scalar(String text, Piece.Type type) {
        return new Piece.Scalar(text, type, Place.PARAMETER);
    }
}
