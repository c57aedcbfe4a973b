package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.report.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The looks: one line each, or their course where they are many. */
final class IterationsSection {
    private static final int MOST_LINES = 20;

    private IterationsSection() {}

    static Section of(Facts facts) {
        List<Entry.Iterated> ticks = facts.ticks();
        if (ticks.isEmpty()) {
            return Section.NONE;
        }
        return Section.of(title(facts, ticks), ticks.size() > MOST_LINES ? course(facts, ticks) : lines(facts, ticks));
    }

    private static String title(Facts facts, List<Entry.Iterated> ticks) {
        int planned = facts.journal().experiment().cadence().ticks();
        long warmUps = ticks.stream().filter(Entry.Iterated::warmUp).count();
        return "Looks: " + Numbers.count(ticks.size()) + " of " + Numbers.count(planned)
                + (warmUps == 0 ? "" : ", " + Numbers.count(warmUps) + " of them to warm up");
    }

    private static List<Row> lines(Facts facts, List<Entry.Iterated> ticks) {
        List<Standing> objectives = Standing.of(facts.journal().experiment(), List.of());
        Column[] columns = IntStream.range(0, 5 + objectives.size() + 1)
                .mapToObj(i -> i == 5 + objectives.size() ? Column.LEFT : Column.RIGHT)
                .toArray(Column[]::new);
        Table.Builder table = new Table.Builder(columns).row(heads(objectives));
        Instant start = facts.started().orElseThrow();
        ticks.forEach(tick -> table.row(line(facts, tick, start)));
        return table.table().laidOut(Section.width());
    }

    private static List<Row> heads(List<Standing> objectives) {
        List<Row> heads = new ArrayList<>();
        for (String head : List.of("look", "after", "live", "dark", "share")) {
            heads.add(Row.of(Tone.FAINT, head));
        }
        objectives.forEach(each -> heads.add(Row.of(Tone.FAINT, each.fullName())));
        heads.add(Row.EMPTY);
        return heads;
    }

    private static List<Row> line(Facts facts, Entry.Iterated tick, Instant start) {
        var proof = tick.proof();
        List<Row> cells = new ArrayList<>(List.of(
                Row.of(String.valueOf(tick.tick())),
                Row.of(Numbers.duration(Duration.between(start, tick.at()))),
                Row.of(Numbers.count(proof.live())),
                Row.of(Numbers.count(proof.dark())),
                Row.of(Numbers.percent(proof.share(), proof.live()))));
        Standing.of(facts.journal().experiment(), tick.assessments())
                .forEach(each ->
                        cells.add(Row.of(each.tone(), each.measured() + " ").plus(each.mark())));
        cells.add(Row.of(
                Tone.FAINT, (tick.warmUp() ? "warm-up" : "") + (tick.trouble().isEmpty() ? "" : " trouble")));
        return cells;
    }

    private static List<Row> course(Facts facts, List<Entry.Iterated> ticks) {
        List<Entry.Iterated> counting =
                ticks.stream().filter(tick -> !tick.assessments().isEmpty()).toList();
        Table.Builder table = new Table.Builder(Column.LEFT, Column.LEFT, Column.RIGHT, Column.RIGHT, Column.RIGHT)
                .row(IntStream.range(0, 5)
                        .mapToObj(i -> List.of("", "first to last", "least", "most", "last")
                                .get(i))
                        .map(head -> Row.of(Tone.FAINT, head))
                        .toList());
        table.row(courseOfCopies(ticks));
        List<List<Standing>> looks = counting.stream()
                .map(tick -> Standing.of(facts.journal().experiment(), tick.assessments()))
                .toList();
        for (int i = 0; i < facts.journal().experiment().objectives().size(); i++) {
            int objective = i;
            table.row(courseOf(
                    looks.stream().map(look -> look.get(objective)).toList(),
                    facts.objectives().get(i)));
        }
        return table.table().laidOut(Section.width());
    }

    private static List<Row> courseOfCopies(List<Entry.Iterated> ticks) {
        List<OptionalDouble> shares = ticks.stream()
                .map(tick -> OptionalDouble.of(tick.proof().share()))
                .toList();
        List<String> words = ticks.stream()
                .map(tick -> Numbers.percent(tick.proof().share(), tick.proof().live()))
                .toList();
        return extremes("share copied", Tone.PLAIN, shares, words);
    }

    private static List<Row> courseOf(List<Standing> looks, Standing newest) {
        return extremes(
                newest.fullName(),
                newest.tone(),
                looks.stream().map(Standing::value).toList(),
                looks.stream().map(Standing::measured).toList());
    }

    private static List<Row> extremes(String name, Tone tone, List<OptionalDouble> values, List<String> words) {
        List<Integer> known = IntStream.range(0, values.size())
                .filter(i -> values.get(i).isPresent()
                        && Double.isFinite(values.get(i).getAsDouble()))
                .boxed()
                .toList();
        var byValue =
                java.util.Comparator.<Integer>comparingDouble(i -> values.get(i).orElse(0));
        return List.of(
                Row.of(name),
                Row.of(tone, Sparkline.of(values)),
                Row.of(known.stream().min(byValue).map(words::get).orElse(Numbers.NONE)),
                Row.of(known.stream().max(byValue).map(words::get).orElse(Numbers.NONE)),
                Row.of(tone, words.isEmpty() ? Numbers.NONE : words.get(words.size() - 1)));
    }
}
