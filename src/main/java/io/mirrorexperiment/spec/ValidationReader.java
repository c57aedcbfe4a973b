package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Summary;
import io.mirrorexperiment.validation.Validation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads experiments of Iter8's command line: those of this program, and Iter8's own of 0.10 (tasks and result apart) and 0.11 to 0.13 (both in
 * one document). Pure; never throws on any text.
 */
public final class ValidationReader {
    private final Notes notes = new Notes();
    private final StoredExperiment stored;

    private ValidationReader(StoredExperiment stored) {
        this.stored = stored;
    }

    /** What an experiment asks and how far it has come, to run a loop of it. */
    public static ValidationResult validation(StoredExperiment stored) {
        ValidationReader reader = new ValidationReader(stored);
        Optional<Validation> validation = reader.validation();
        Optional<Course> course = stored.result().flatMap(text -> reader.course(text));
        return validation.isPresent() && reader.notes.clean()
                ? new ValidationResult.Valid(validation.get(), course)
                : new ValidationResult.Invalid(reader.notes.mistakes());
    }

    /** How an experiment stands. */
    public static SummaryResult summary(StoredExperiment stored) {
        ValidationReader reader = new ValidationReader(stored);
        Optional<Summary> summary = reader.summary();
        return summary.isPresent() && reader.notes.clean()
                ? new SummaryResult.Known(summary.get())
                : new SummaryResult.Unreadable(reader.notes.mistakes());
    }

    private Optional<Summary> summary() {
        Optional<Field> experiment = document(StoredExperiment.EXPERIMENT, stored.experiment());
        if (experiment.isEmpty()) {
            return Optional.empty();
        }
        boolean together = experiment.get().isMapping();
        Section top = together ? Section.anyWords(experiment.get()) : Section.anyWords(nothing());
        Optional<Field> result = together
                ? top.find("result")
                : stored.result().flatMap(text -> document(StoredExperiment.RESULT, text));
        if (!notes.clean()) {
            return Optional.empty();
        }
        List<Field> tasks = tasks(experiment.get());
        boolean ours = result.filter(Field::isMapping)
                .map(field -> Section.anyWords(field).has(ValidationText.OURS))
                .orElse(false);
        return ours
                ? validation()
                        .flatMap(validation ->
                                new CourseForm().read(result.get()).map(course -> Summary.of(validation, course)))
                : Optional.of(new Iter8ResultForm(tasks.size()).read(result));
    }

    private Field nothing() {
        return new Field("", new Piece.Mapping(List.of(), Place.START), notes);
    }

    private Optional<Validation> validation() {
        Optional<Field> experiment = document(StoredExperiment.EXPERIMENT, stored.experiment());
        Optional<Field> metrics = stored.metrics().flatMap(text -> document(StoredExperiment.METRICS, text));
        return experiment.flatMap(
                field -> field.isMapping() ? later(field) : new ValidationForm(notes).read(tasks(field), metrics));
    }

    private static Optional<Validation> later(Field experiment) {
        return experiment.wrong(
                "is an experiment of Iter8 0.11 or later; it can be reported and asserted, but not run here."
                        + " Launch -c " + ChartReader.SLO_VALIDATION_ISTIO + " instead");
    }

    private Optional<Course> course(String text) {
        Optional<Field> result = document(StoredExperiment.RESULT, text);
        return result.flatMap(field -> Section.anyWords(field).has(ValidationText.OURS)
                ? new CourseForm().read(field)
                : field.wrong("was written by Iter8, whose counters are not kept in it; launch the experiment anew"));
    }

    private static List<Field> tasks(Field experiment) {
        return experiment.isMapping()
                ? Section.anyWords(experiment).need("spec", Field::items, List.of(), "it holds the tasks")
                : experiment.items().orElse(List.of());
    }

    private Optional<Field> document(String name, String text) {
        if (text.isBlank()) {
            notes.mistake(
                    "",
                    Place.START,
                    name
                            + " is empty. Iter8 before 0.13.7 leaves it so where a value was no number; what it held is lost,"
                            + " so launch the experiment anew");
            return Optional.empty();
        }
        Notes aside = new Notes();
        List<Piece> documents = YamlText.documents(text.getBytes(StandardCharsets.UTF_8), aside);
        aside.mistakes()
                .forEach(each -> notes.mistake("", new Place(each.line(), each.column(), name + ": "), each.message()));
        if (aside.clean() && documents.size() != 1) {
            notes.mistake("", Place.START, name + " must hold one document, and holds " + documents.size());
        }
        return aside.clean() && documents.size() == 1
                ? Optional.of(new Field("", documents.get(0), notes))
                : Optional.empty();
    }
}
