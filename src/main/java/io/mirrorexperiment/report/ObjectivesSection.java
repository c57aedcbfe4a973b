package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every objective with what was measured, and how it stands. */
final class ObjectivesSection {
    static final String TITLE = "Objectives";

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
        List<Block> blocks = new ArrayList<>(List.of(table.table()));
        blocks.addAll(remarks(facts));
        return new Section(TITLE, blocks);
    }

    /** What a person wants to know beside the table: why an objective is not met, and what the evidence on each amounts to. */
    static List<Block> remarks(Facts facts) {
        List<Standing> standings = facts.objectives();
        Decision decision = facts.journal().experiment().decision();
        return facts.assessed().isEmpty()
                ? List.of()
                : Stream.concat(
                                standings.stream().flatMap(each -> remark(each).stream()),
                                standings.stream().flatMap(each -> remarkOnAmount(each, decision).stream()))
                        .<Block>map(each -> each)
                        .toList();
    }

    private static Section notAssessed(Facts facts) {
        return new Section(
                TITLE,
                facts.objectives().stream()
                        .map(each -> new Block.Line(each.mark()
                                .plus("  " + each.name() + " " + each.limit())
                                .plus(Tone.FAINT, "  " + each.words())))
                        .toList());
    }

    /** What a person wants to know of an objective that was not met. */
    private static Optional<Block.Remark> remark(Standing standing) {
        boolean clear =
                standing.standing().filter(Assessment.Standing.MET::equals).isPresent();
        return clear
                ? Optional.empty()
                : Optional.of(new Block.Remark(
                        standing.mark().plus("  " + standing.fullName() + ": "), Tone.PLAIN, standing.words()));
    }

    private static Optional<Block.Remark> remarkOnAmount(Standing standing, Decision decision) {
        return amount(standing, decision)
                .map(words ->
                        new Block.Remark(Row.of(Tone.FAINT, "·  " + standing.fullName() + ": "), Tone.PLAIN, words));
    }

    /** What the evidence amounts to; with the sequential rule, also how much of it there is. */
    static Optional<String> amount(Standing standing, Decision decision) {
        return standing.weight().map(weight -> amount(weight, decision)).filter(words -> !words.isEmpty());
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
