package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every objective with what was measured, and how it stands. */
final class ObjectivesSection {
    private ObjectivesSection() {}

    static Section of(Facts facts) {
        if (facts.assessed().isEmpty()) {
            return notAssessed(facts);
        }
        List<Standing> standings = facts.objectives();
        boolean live = standings.stream().anyMatch(Standing::isRelative);
        boolean bounds = standings.stream().anyMatch(each -> !each.bounds().equals(Numbers.NONE));
        Table.Builder table = new Table.Builder(columns(live, bounds));
        table.row(cells(live, bounds, heads()));
        standings.forEach(each -> table.row(cells(live, bounds, row(each))));
        List<Row> rows = new ArrayList<>(table.table().laidOut(Section.width()));
        standings.stream().flatMap(ObjectivesSection::remark).forEach(rows::add);
        Decision decision = facts.journal().experiment().decision();
        standings.stream().flatMap(each -> amount(each, decision)).forEach(rows::add);
        return Section.of("Objectives", rows);
    }

    private static Section notAssessed(Facts facts) {
        List<Row> rows = new ArrayList<>();
        for (Standing each : facts.objectives()) {
            rows.add(each.mark().plus("  " + each.name() + " " + each.limit()).plus(Tone.FAINT, "  not looked at"));
        }
        return Section.of("Objectives", rows);
    }

    /** What a person wants to know of an objective that was not met. */
    private static Stream<Row> remark(Standing standing) {
        boolean clear =
                standing.standing().filter(Assessment.Standing.MET::equals).isPresent();
        return clear
                ? Stream.of()
                : Prose.hanging(
                        standing.mark().plus("  " + standing.fullName() + ": "),
                        Tone.PLAIN,
                        standing.words(),
                        Section.width())
                        .stream();
    }

    /** What the evidence amounts to; with the sequential rule, also how much of it there is. */
    private static Stream<Row> amount(Standing standing, Decision decision) {
        String words = standing.weight().map(weight -> amount(weight, decision)).orElse("");
        return words.isEmpty()
                ? Stream.of()
                : Prose.hanging(
                        Row.of(Tone.FAINT, "·  " + standing.fullName() + ": "), Tone.PLAIN, words, Section.width())
                        .stream();
    }

    private static String amount(Weight weight, Decision decision) {
        if (decision.rule() == Decision.Rule.POINT) {
            return weight.words();
        }
        String odds = "evidence " + Odds.words(weight.promotion()) + " of " + Odds.needed(decision.falsePromotion())
                + " that it is met, " + Odds.words(weight.rollback()) + " that it is broken";
        return weight.words().isEmpty() ? odds : odds + "; " + weight.words();
    }

    private static List<Row> heads() {
        return Stream.of("", "objective", "measured", "limit", "live", "bounds", "requests")
                .map(head -> Row.of(Tone.FAINT, head))
                .toList();
    }

    private static List<Row> row(Standing each) {
        return List.of(
                each.mark(),
                Row.of(each.fullName()),
                Row.of(each.tone(), each.measured()),
                Row.of(each.limit()),
                Row.of(each.isRelative() ? each.live() : ""),
                Row.of(each.bounds()),
                Row.of(Numbers.count(each.requests())));
    }

    private static Column[] columns(boolean live, boolean bounds) {
        return cells(
                        live,
                        bounds,
                        List.of(
                                Column.LEFT,
                                Column.LEFT,
                                Column.RIGHT,
                                Column.LEFT,
                                Column.RIGHT,
                                Column.RIGHT,
                                Column.RIGHT))
                .toArray(Column[]::new);
    }

    /** Without the columns that would be empty. */
    private static <T> List<T> cells(boolean live, boolean bounds, List<T> all) {
        List<T> cells = new ArrayList<>(all);
        if (!bounds) {
            cells.remove(5);
        }
        if (!live) {
            cells.remove(4);
        }
        return cells;
    }
}
