package io.mirrorexperiment.spec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets single fields on top of a spec. */
final class Overrides {
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]\\s]+)|\\[([0-9]{1,4})]");
    private static final String HOW = "an override must be path=value, as in spec.mirror.percent=20";

    private final String path;
    private final Optional<Piece> value;
    private final Notes notes;

    private Overrides(String path, Optional<Piece> value, Notes notes) {
        this.path = path;
        this.value = value;
        this.notes = notes;
    }

    /** The spec with all overrides set, in their order; those that can't be set are noted and left out. */
    static Piece apply(Piece document, List<String> overrides, Notes notes) {
        Piece whole = document;
        for (String override : overrides) {
            whole = apply(whole, override, notes);
        }
        return whole;
    }

    private static Piece apply(Piece document, String override, Notes notes) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            notes.mistake("", Place.OVERRIDE, HOW + (equals < 0 ? "; there is no =" : "; there is no path"));
            return document;
        }
        String path = override.substring(0, equals).strip();
        Optional<List<String>> steps = steps(path);
        if (steps.isEmpty()) {
            notes.mistake("", Place.OVERRIDE, HOW + "; " + Shown.quoted(path) + " is no path");
            return document;
        }
        return value(path, override.substring(equals + 1).strip(), notes)
                .map(value -> new Overrides(path, value, notes).set(document, steps.get(), 0))
                .orElse(document);
    }

    /** Names and indices; an index keeps its bracket so that it can't be taken for a name. */
    private static Optional<List<String>> steps(String path) {
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        int end = 0;
        while (end < path.length() && matcher.find(end) && matcher.start() == end) {
            String name = matcher.group(1);
            steps.add(name == null ? "[" + matcher.group(2) : name);
            end = matcher.end();
        }
        return end == path.length() && !path.startsWith(".") && !path.startsWith("[")
                ? Optional.of(steps)
                : Optional.empty();
    }

    /** Outer empty: not readable, and noted. Inner empty: remove the field. */
    private static Optional<Optional<Piece>> value(String path, String text, Notes notes) {
        if (text.equals("null")) {
            return Optional.of(Optional.empty());
        }
        if (!text.startsWith("[") && !text.startsWith("{")) {
            Piece.Type type = text.isEmpty() ? Piece.Type.NOTHING : Piece.Type.OPEN;
            return Optional.of(Optional.of(new Piece.Scalar(text, type, Place.OVERRIDE)));
        }
        Notes aside = new Notes();
        List<Piece> pieces = YamlText.documents(text.getBytes(StandardCharsets.UTF_8), aside);
        if (pieces.size() != 1) {
            notes.mistake(path, Place.OVERRIDE, "begins with a bracket or a brace but is not one YAML value");
            return Optional.empty();
        }
        return Optional.of(Optional.of(placed(pieces.get(0))));
    }

    private static Piece placed(Piece piece) {
        if (piece instanceof Piece.Mapping mapping) {
            return new Piece.Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Piece.Entry(entry.word(), Place.OVERRIDE, placed(entry.value())))
                            .toList(),
                    Place.OVERRIDE);
        }
        if (piece instanceof Piece.Sequence sequence) {
            return new Piece.Sequence(
                    sequence.items().stream().map(Overrides::placed).toList(), Place.OVERRIDE);
        }
        Piece.Scalar scalar = (Piece.Scalar) piece;
        return new Piece.Scalar(scalar.text(), scalar.type(), Place.OVERRIDE);
    }

    private Piece set(Piece into, List<String> steps, int at) {
        String step = steps.get(at);
        if (step.startsWith("[")) {
            return into instanceof Piece.Sequence sequence
                    ? setItem(sequence, Integer.parseInt(step.substring(1)), steps, at)
                    : refused(into, "can't be set: there is no list to take " + step + "] of");
        }
        return into instanceof Piece.Mapping mapping
                ? setField(mapping, step, steps, at)
                : refused(
                        into,
                        "can't be set: what " + Shown.quoted(step) + " would go into is " + into.words()
                                + " in the spec; override that as a whole, with {…}");
    }

    private Piece setField(Piece.Mapping mapping, String word, List<String> steps, int at) {
        List<Piece.Entry> entries = new ArrayList<>(mapping.entries());
        int index = entries.stream().map(Piece.Entry::word).toList().indexOf(word);
        Optional<Piece> old =
                index < 0 ? Optional.empty() : Optional.of(entries.get(index).value());
        Optional<Piece> fresh = below(old, steps, at);
        if (index >= 0) {
            entries.remove(index);
        }
        int where = index < 0 ? entries.size() : index;
        fresh.ifPresent(piece -> entries.add(where, new Piece.Entry(word, Place.OVERRIDE, piece)));
        return new Piece.Mapping(entries, mapping.place());
    }

    private Piece setItem(Piece.Sequence sequence, int index, List<String> steps, int at) {
        List<Piece> items = new ArrayList<>(sequence.items());
        if (index > items.size()) {
            return refused(sequence, "can't be set: the list has " + items.size() + " items, counted from [0]");
        }
        Optional<Piece> old = index < items.size() ? Optional.of(items.remove(index)) : Optional.empty();
        below(old, steps, at).ifPresent(piece -> items.add(index, piece));
        return new Piece.Sequence(items, sequence.place());
    }

    private Optional<Piece> below(Optional<Piece> old, List<String> steps, int at) {
        if (at + 1 == steps.size()) {
            return value;
        }
        Piece next = old.orElseGet(() -> steps.get(at + 1).startsWith("[")
                ? new Piece.Sequence(List.of(), Place.OVERRIDE)
                : new Piece.Mapping(List.of(), Place.OVERRIDE));
        return Optional.of(set(next, steps, at + 1));
    }

    private Piece refused(Piece unchanged, String message) {
        notes.mistake(path, Place.OVERRIDE, message);
        return unchanged;
    }
}
