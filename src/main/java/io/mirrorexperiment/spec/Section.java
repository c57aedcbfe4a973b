package io.mirrorexperiment.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A group of fields by name, whose words are known: all others are mistakes, and so is a word that comes twice. */
final class Section {
    private final String path;
    private final Place place;
    private final Notes notes;
    private final Map<String, Piece> fields = new LinkedHashMap<>();
    private final Set<String> meant = new HashSet<>();
    private final Map<String, String> slips = new HashMap<>();

    private Section(String path, Place place, Notes notes) {
        this.path = path;
        this.place = place;
        this.notes = notes;
    }

    /** Takes a field for a section; a field that is none is noted and gives an empty section. */
    static Section of(Field field, List<String> words) {
        Section section = new Section(field.path(), field.piece().place(), field.notes());
        if (field.piece() instanceof Piece.Mapping mapping) {
            mapping.entries().forEach(entry -> section.take(entry, words));
        } else {
            field.wrong("must hold fields (" + Suggestion.list(words) + "), not "
                    + field.piece().words());
            section.meant.addAll(words);
        }
        return section;
    }

    private void take(Piece.Entry entry, List<String> words) {
        if (!words.contains(entry.word())) {
            Vocabulary.meant(entry.word(), words).ifPresent(meant::add);
            notes.mistake(pathOf(entry.word()), entry.place(), Vocabulary.unknown(entry.word(), words));
        } else {
            take(entry, true);
        }
    }

    boolean has(String word) {
        return fields.containsKey(word);
    }

    /** Those of the words that are there. */
    List<String> present(String... words) {
        return List.of(words).stream().filter(this::has).toList();
    }

    Optional<Field> find(String word) {
        return Optional.ofNullable(fields.get(word)).map(piece -> new Field(pathOf(word), piece, notes));
    }

    /** A section in this one; empty if it is not there. */
    Section section(String word, String... words) {
        return find(word).map(field -> Section.of(field, List.of(words))).orElseGet(() -> absent(word, words));
    }

    private Section absent(String word, String... words) {
        Section section = new Section(pathOf(word), place, notes);
        if (meant.contains(word)) {
            section.meant.addAll(List.of(words));
        }
        return section;
    }

    /** The value of a field that may be left out. */
    <T> Optional<T> read(String word, Form<T> form) {
        return find(word).flatMap(form::read);
    }

    /** The value of a field, or the default, which is then told; after a mistake the default stands in. */
    <T> T read(String word, Form<T> form, T byDefault, String shown) {
        return known(word, form, byDefault, shown).orElse(byDefault);
    }

    /** The same, but empty after a mistake, so that no conclusions are drawn from a stand-in. */
    <T> Optional<T> known(String word, Form<T> form, T byDefault, String shown) {
        if (!has(word)) {
            notes.byDefault(pathOf(word), shown);
            return Optional.of(byDefault);
        }
        return read(word, form);
    }

    /**
     * The value of a field that must be there. After a mistake the stand-in goes on, so that further mistakes are found;
     * nothing made of a stand-in leaves the reader.
     */
    <T> T need(String word, Form<T> form, T standIn, String hint) {
        if (!has(word)) {
            missing(word, hint);
        }
        return read(word, form).orElse(standIn);
    }

    /** Notes a missing field, unless it is there in another spelling. */
    void missing(String word, String hint) {
        if (!meant.contains(word)) {
            String slip =
                    slips.containsKey(word) ? " (there is " + Shown.quoted(slips.getOrDefault(word, "")) + ")" : "";
            notes.mistake(pathOf(word), place, "is missing" + slip + "; " + hint);
        }
    }

    /** Notes that a field has no business here, if it is there. */
    void refuse(String word, String message) {
        find(word).ifPresent(field -> field.wrong(message));
    }

    /** Notes a mistake at a field, or at this section if the field is not there. */
    void refuseOrMiss(String word, String message) {
        find(word).ifPresentOrElse(field -> field.wrong(message), () -> missing(word, message));
    }

    /** Notes a mistake of the section as a whole, unless a misspelt word explains it. */
    void wrong(String message) {
        if (meant.isEmpty()) {
            notes.mistake(path, place, message);
        }
    }

    String pathOf(String word) {
        return path.isEmpty() ? word : path + "." + word;
    }

    String path() {
        return path;
    }

    /** The words that are there, in their order. */
    List<String> words() {
        return List.copyOf(fields.keySet());
    }

    Notes notes() {
        return notes;
    }

    /** All fields of a group whose words are free. */
    static List<Field> free(Field field) {
        if (!field.isMapping()) {
            field.wrong("must hold fields, not " + field.piece().words());
        }
        Section section = anyWords(field, true);
        return section.fields.keySet().stream()
                .flatMap(word -> section.find(word).stream())
                .toList();
    }

    /** A section in which nothing is a mistake, to look before one leaps. */
    static Section anyWords(Field field) {
        return anyWords(field, false);
    }

    /**
     * A section of an object of which a cluster keeps only the words that it knows: others have no effect there, so they are remarks. A word
     * that comes twice is a mistake.
     */
    static Section pruned(Field field, String... words) {
        List<String> known = List.of(words);
        Section section = new Section(field.path(), field.piece().place(), field.notes());
        if (field.piece() instanceof Piece.Mapping mapping) {
            mapping.entries().forEach(entry -> section.takeOrRemark(entry, known));
        } else {
            field.wrong("must hold fields (" + Suggestion.list(known) + "), not "
                    + field.piece().words());
            section.meant.addAll(known);
        }
        return section;
    }

    private void takeOrRemark(Piece.Entry entry, List<String> words) {
        if (words.contains(entry.word())) {
            take(entry, true);
            return;
        }
        Optional<String> near = Suggestion.nearest(entry.word(), words);
        near.ifPresent(word -> slips.put(word, entry.word()));
        notes.byDefault(
                pathOf(entry.word()),
                "no such field is known to Iter8, so it has no effect"
                        + near.map(word -> "; did you mean " + word + "?").orElse(""));
    }

    /** The same of a field in this section; empty if it is not there. */
    Section pruned(String word, String... words) {
        return find(word).map(field -> pruned(field, words)).orElseGet(() -> absent(word, words));
    }

    /**
     * A section of an object that a cluster wrote: words that nobody asks for are passed over, and null is nothing. A field that is none is
     * noted and gives an empty section, and so is a word that comes twice.
     */
    static Section lenient(Field field) {
        if (!field.isMapping()) {
            field.wrong("must hold fields, not " + field.piece().words());
        }
        Section section = anyWords(field, true);
        section.fields
                .values()
                .removeIf(piece -> piece instanceof Piece.Scalar scalar && scalar.type() == Piece.Type.NOTHING);
        return section;
    }

    /** The same of a field in this section; empty if it is not there. */
    Section lenient(String word) {
        return find(word).map(Section::lenient).orElseGet(() -> absent(word));
    }

    /** The same of a field in this section; empty if it is not there. */
    Section peek(String word) {
        return find(word).map(Section::anyWords).orElseGet(() -> absent(word));
    }

    private static Section anyWords(Field field, boolean refuseTwins) {
        Section section = new Section(field.path(), field.piece().place(), field.notes());
        if (field.piece() instanceof Piece.Mapping mapping) {
            mapping.entries().forEach(entry -> section.take(entry, refuseTwins));
        }
        return section;
    }

    private void take(Piece.Entry entry, boolean refuseTwins) {
        if (fields.putIfAbsent(entry.word(), entry.value()) != null && refuseTwins) {
            notes.mistake(pathOf(entry.word()), entry.place(), "is there twice; keep one of the two");
        }
    }
}
