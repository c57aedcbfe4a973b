package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.report.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The looks: one line each, or their course where they are many. */
final class IterationsSection {
    private static final int MOST_LINES = 20;

    private IterationsSection() {}

    static Section of(Facts facts) {
        List<Entry.Iterated> ticks = facts.ticks();
        return new Section(title(facts), ticks.isEmpty() ? List.of() : List.of(table(facts, ticks)));
    }

    private static Table table(Facts facts, List<Entry.Iterated> ticks) {
        return ticks.size() > MOST_LINES ? Course.of(facts, ticks) : lines(facts, ticks);
    }

    private static String title(Facts facts) {
        int planned = facts.journal().cadence().ticks();
        long warmUps = facts.warmUps();
        return "Looks: " + Numbers.count(facts.looksMade()) + " of " + Numbers.count(planned)
                + (warmUps == 0 ? "" : ", " + Numbers.count(warmUps) + " of them to warm up");
    }

    private static Table lines(Facts facts, List<Entry.Iterated> ticks) {
        List<Standing> objectives = Standing.of(facts.journal().experiment(), List.of());
        Column[] columns = IntStream.range(0, 5 + objectives.size() + 1)
                .mapToObj(i -> i == 5 + objectives.size() ? Column.LEFT : Column.RIGHT)
                .toArray(Column[]::new);
        Table.Builder table = new Table.Builder(columns).row(heads(objectives));
        Instant start = facts.started().orElseThrow();
        ticks.forEach(tick -> table.row(line(facts, tick, start)));
        return table.table();
    }

    private static List<Row> heads(List<Standing> objectives) {
        List<Row> heads = new ArrayList<>();
        for (String head : List.of("look", "after", "live", "dark", "share")) {
            heads.add(Row.of(Tone.FAINT, head));
        }
        objectives.forEach(each -> heads.add(Row.of(Tone.FAINT, each.shortName())));
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
                Row.of(Numbers.share(proof.share(), proof.live()))));
        Standing.of(facts.journal().experiment(), tick.assessments())
                .forEach(each ->
                        cells.add(Row.of(each.tone(), each.measured() + " ").plus(each.mark())));
        cells.add(remark(tick));
        return cells;
    }

    private static Row remark(Entry.Iterated tick) {
        Row warmUp = Row.of(Tone.FAINT, tick.warmUp() ? "warm-up" : "");
        if (tick.trouble().isEmpty()) {
            return warmUp;
        }
        return tick.warmUp() ? warmUp.plus(Tone.DOUBT, ", trouble") : Row.of(Tone.DOUBT, "trouble");
    }
}
