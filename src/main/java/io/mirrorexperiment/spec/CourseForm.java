package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.validation.Count;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Loop;
import io.mirrorexperiment.validation.Slo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what {@link CourseText} wrote. What is not as it was written is a mistake: nothing is concluded from half a result. */
final class CourseForm implements Form<Course> {
    private static final String LOST = "is missing in a result of this program's; launch the experiment anew";

    /** The course of a result, which has a field of ours. */
    @Override
    public Optional<Course> read(Field result) {
        Section top = Section.anyWords(result);
        Section ours = top.peek(ValidationText.OURS);
        int format = ours.need("format", Numbers.whole(1, 1_000_000), CourseText.FORMAT, LOST);
        if (format != CourseText.FORMAT) {
            ours.wrong(
                    "was written by a later version of this program, in format " + format + "; read it with that one");
            return Optional.empty();
        }
        Instant launched = top.need("startTime", CourseForm::instant, Instant.EPOCH, LOST);
        int loops = top.need("numLoops", Numbers.whole(0, 999_999_999), 0, LOST);
        int revision = ours.need("revision", Numbers.whole(1, 999_999_999), 1, LOST);
        Instant begins = ours.need("begins", CourseForm::instant, launched, LOST);
        Optional<Count> count = ours.has("count") ? ours.read("count", CourseForm::count) : Optional.empty();
        List<Loop> recent = all(ours, "loops", CourseForm::loop);
        if (loops < recent.size() || (recent.isEmpty() && loops > 0)) {
            ours.wrong("has " + recent.size() + " loops of " + loops + "; launch the experiment anew");
        }
        return result.notes().clean()
                ? Optional.of(new Course(launched, revision, begins, loops, count, recent))
                : Optional.empty();
    }

    private static Optional<Count> count(Field field) {
        Section section = Section.anyWords(field);
        Map<String, Series> series = new LinkedHashMap<>();
        section.find("series").map(Section::free).orElse(List.of()).forEach(each -> series(each)
                .ifPresent(read -> series.put(name(field.path() + ".series", each), read)));
        Totals totals = new Totals(
                whole(section, "requests"),
                whole(section, "errors"),
                section.need("latency", CourseForm::histogram, Histogram.EMPTY, LOST),
                (int) whole(section, "restarts"));
        return Optional.of(new Count(new Counters(series), totals));
    }

    private static String name(String group, Field field) {
        return field.path().substring(group.length() + 1);
    }

    private static Optional<Series> series(Field field) {
        Section section = Section.anyWords(field);
        return Optional.of(new Series(
                section.need("sampledAt", CourseForm::instant, Instant.EPOCH, LOST),
                whole(section, "requests"),
                whole(section, "errors"),
                section.need("latency", CourseForm::histogram, Histogram.EMPTY, LOST)));
    }

    private static Optional<Histogram> histogram(Field field) {
        Section section = Section.anyWords(field);
        double sum = section.need("sum", CourseForm::number, 0.0, LOST);
        return Optional.of(new Histogram(all(section, "buckets", CourseForm::bucket), sum));
    }

    private static Optional<Bucket> bucket(Field field) {
        return field.text().flatMap(text -> {
            String[] parts = text.split(" ", -1);
            try {
                return Optional.of(new Bucket(Double.parseDouble(parts[0]), Long.parseLong(parts[parts.length - 1])));
            } catch (NumberFormatException e) {
                return field.wrong("is no bucket, which is an edge and a count");
            }
        });
    }

    private static Optional<Loop> loop(Field field) {
        Section section = Section.anyWords(field);
        return Optional.of(new Loop(
                (int) whole(section, "number"),
                section.need("from", CourseForm::instant, Instant.EPOCH, LOST),
                section.need("at", CourseForm::instant, Instant.EPOCH, LOST),
                whole(section, "requests"),
                whole(section, "errors"),
                all(section, "metrics", CourseForm::reading),
                all(section, "slos", CourseForm::standing),
                all(section, "trouble", Field::verbatim)));
    }

    private static Optional<Loop.Read> reading(Field field) {
        Section section = Section.anyWords(field);
        return Optional.of(new Loop.Read(
                section.need("metric", Field::text, "", LOST),
                optional(section, "value"),
                section.need("words", Field::verbatim, "", LOST)));
    }

    private static Optional<Loop.Standing> standing(Field field) {
        Section section = Section.anyWords(field);
        Slo slo = new Slo(
                section.need("metric", Field::text, "", LOST),
                optional(section, "lowerLimit"),
                optional(section, "upperLimit"));
        return Optional.of(new Loop.Standing(
                slo,
                section.need("satisfied", Field::truth, false, LOST),
                section.need("words", Field::verbatim, "", LOST)));
    }

    private static <T> List<T> all(Section section, String word, Form<T> form) {
        List<T> read = new ArrayList<>();
        section.need(word, Field::items, List.of(), LOST)
                .forEach(item -> form.read(item).ifPresent(read::add));
        return read;
    }

    private static OptionalDouble optional(Section section, String word) {
        Optional<Double> read = section.has(word) ? section.read(word, CourseForm::number) : Optional.empty();
        return read.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    private static Optional<Double> number(Field field) {
        return Numbers.lenient(field);
    }

    private static long whole(Section section, String word) {
        return section.need(word, CourseForm::whole, 0L, LOST);
    }

    private static Optional<Long> whole(Field field) {
        boolean fits =
                field.piece() instanceof Piece.Scalar scalar && scalar.text().matches("[0-9]{1,16}");
        return fits
                ? Optional.of(Long.parseLong(((Piece.Scalar) field.piece()).text()))
                : field.wrong("must be a whole number, not " + field.seen());
    }

    private static Optional<Instant> instant(Field field) {
        return field.text().flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                return field.wrong("must be an instant, as in 2026-11-22T08:00:00Z, not " + field.seen());
            }
        });
    }
}
