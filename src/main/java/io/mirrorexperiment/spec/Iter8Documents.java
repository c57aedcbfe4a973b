package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of a text, whether they are documents of their own or items of a list; objects of others are only named. */
final class Iter8Documents {
    static final String API_GROUP = "iter8.tools/";
    static final String API_VERSION = API_GROUP + "v2alpha2";

    private static final String COMMAND_LINE = "an experiment of Iter8's later command line";

    private final Notes notes;
    private final List<Field> experiments = new ArrayList<>();
    private final List<Field> metrics = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    private Iter8Documents(Notes notes) {
        this.notes = notes;
    }

    static Iter8Documents of(byte[] text, Notes notes) {
        return of(text, SpecFiles.LONGEST, notes);
    }

    static Iter8Documents of(byte[] text, int longest, Notes notes) {
        Iter8Documents documents = new Iter8Documents(notes);
        YamlText.documents(text, longest, notes).forEach(document -> documents.take(new Field("", document, notes)));
        return documents;
    }

    /** Whether a document says that it is Iter8's. */
    static boolean isOne(Field document) {
        return document.isMapping()
                && word(Section.anyWords(document).find("apiVersion")).startsWith(API_GROUP);
    }

    List<Field> experiments() {
        return List.copyOf(experiments);
    }

    List<Field> metrics() {
        return List.copyOf(metrics);
    }

    /** Kind, name and line of all others. */
    List<String> others() {
        return List.copyOf(others);
    }

    /** Notes that there is nothing of a kind. */
    void none(String kind) {
        String instead = others.isEmpty() ? "" : ", only " + String.join(", ", others);
        notes.mistake("", Place.START, "there is no " + kind + " of " + API_VERSION + " in it" + instead);
    }

    /** An object as a message names it. */
    static String named(Field object) {
        Section top = Section.anyWords(object);
        String kind = word(top.find("kind"));
        String name = word(
                top.find("metadata").flatMap(field -> Section.anyWords(field).find("name")));
        boolean commandLine = top.find("spec")
                .filter(spec -> spec.piece() instanceof Piece.Sequence)
                .isPresent();
        String nameless = commandLine ? COMMAND_LINE : "an object without a kind";
        String what = kind.isEmpty() ? nameless : kind;
        return Shown.visible(name.isEmpty() ? what : what + " " + name, 120) + " (line "
                + object.piece().place().line() + ")";
    }

    private void take(Field object) {
        if (!object.isMapping()) {
            object.wrong("is no object but " + words(object.piece())
                    + "; those of Iter8's that are read begin with apiVersion: " + API_VERSION
                    + " and kind: Experiment or Metric");
            return;
        }
        Section top = Section.anyWords(object);
        String kind = word(top.find("kind"));
        boolean ours = kind.equals("Experiment") || word(top.find("apiVersion")).startsWith(API_GROUP);
        if (kind.endsWith("List")) {
            top.read("items", Field::items).orElse(List.of()).forEach(this::take);
        } else if (ours) {
            takeOurs(top, kind, object);
        } else {
            others.add(named(object));
        }
    }

    private static String words(Piece piece) {
        boolean tasks = piece instanceof Piece.Sequence sequence
                && sequence.items().stream().anyMatch(item -> has(item, "task") || has(item, "run"));
        return tasks ? "a list of tasks, " + COMMAND_LINE : piece.words();
    }

    private static boolean has(Piece piece, String word) {
        return piece instanceof Piece.Mapping mapping
                && mapping.entries().stream().anyMatch(entry -> entry.word().equals(word));
    }

    private void takeOurs(Section top, String kind, Field object) {
        Optional<Field> version = top.find("apiVersion");
        String written = word(version);
        if (!written.equals(API_VERSION)) {
            version.orElse(object)
                    .wrong(
                            version.isEmpty()
                                    ? "has no apiVersion; write apiVersion: " + API_VERSION
                                    : foreign(written));
        } else if (kind.equals("Experiment")) {
            experiments.add(object);
        } else if (kind.equals("Metric")) {
            metrics.add(object);
        } else {
            top.find("kind").orElse(object).wrong("must be Experiment or Metric, not " + Shown.quoted(kind));
        }
    }

    private static String foreign(String written) {
        return written.startsWith(API_GROUP)
                ? "is another version of Iter8's; only " + API_VERSION + " is read"
                : "is none of Iter8's; an Experiment is read if it is of " + API_VERSION;
    }

    private static String word(Optional<Field> field) {
        return field.map(Field::piece)
                .filter(Piece.Scalar.class::isInstance)
                .map(piece -> ((Piece.Scalar) piece).text())
                .orElse("");
    }
}
