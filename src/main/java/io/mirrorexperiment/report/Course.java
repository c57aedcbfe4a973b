package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.report.Table.Column;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How shares and values went over many looks: a sparkline each, with the least, the greatest and the last. */
final class Course {
    private static final List<String> HEADS = List.of("", "first to last, █ at the limit", "least", "most", "last");

    private Course() {}

    static Table of(Facts facts, List<Entry.Iterated> ticks) {
        Table.Builder table = new Table.Builder(Column.LEFT, Column.LEFT, Column.RIGHT, Column.RIGHT, Column.RIGHT);
        table.row(HEADS.stream().map(head -> Row.of(Tone.FAINT, head)).toList());
        table.row(copies(ticks).cells());
        ObjectiveCourse.all(facts, ticks)
                .map(course -> series(course.newest(), course.looks()))
                .forEach(each -> table.row(each.cells()));
        return table.table();
    }

    private static Series copies(List<Entry.Iterated> ticks) {
        return new Series(
                "share copied",
                Tone.PLAIN,
                ticks.stream()
                        .map(tick -> OptionalDouble.of(tick.proof().share()))
                        .toList(),
                ticks.stream()
                        .map(tick ->
                                Numbers.share(tick.proof().share(), tick.proof().live()))
                        .toList(),
                1);
    }

    private static Series series(Standing newest, List<Standing> looks) {
        return new Series(
                newest.fullName(),
                newest.tone(),
                looks.stream().map(Standing::value).toList(),
                looks.stream().map(Standing::measured).toList(),
                newest.threshold().orElse(0));
    }

    /**
     * The course of one thing.
     *
     * @param values look by look
     * @param words the same as people read them
     * @param top what fills a bar; 0 where nothing does but the greatest value
     */
    private record Series(String name, Tone tone, List<OptionalDouble> values, List<String> words, double top) {
        List<Row> cells() {
            Comparator<Integer> byValue =
                    Comparator.comparingDouble(i -> values.get(i).orElse(0));
            return List.of(
                    Row.of(name),
                    Row.of(tone, Sparkline.of(values, top)),
                    Row.of(word(known().min(byValue))),
                    Row.of(word(known().max(byValue))),
                    Row.of(tone, word(words.isEmpty() ? Optional.empty() : Optional.of(words.size() - 1))));
        }

        private Stream<Integer> known() {
            return IntStream.range(0, values.size())
                    .filter(i -> Double.isFinite(values.get(i).orElse(Double.NaN)))
                    .boxed();
        }

        private String word(Optional<Integer> index) {
            return index.map(words::get).orElse(Numbers.NONE);
        }
    }
}
