package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import java.util.List;
import java.util.OptionalDouble;

/** Each objective against its limit, in columns whose widths only the experiment decides. */
final class Gauges {
    private static final int VALUE = 10;
    private static final int LONGEST_NAME = 24;

    /** Cells up to the limit, and beyond it. */
    private static final int INSIDE = 12;

    private static final int BEYOND = 6;

    /** Columns of a bar. */
    static final int BAR = INSIDE + 1 + BEYOND;

    private Gauges() {}

    static List<Row> of(Facts facts, int columns) {
        List<Standing> standings = facts.objectives();
        int name = Math.min(
                LONGEST_NAME,
                standings.stream().mapToInt(each -> Width.of(each.name())).max().orElse(0));
        int limit = standings.stream()
                .mapToInt(each -> Width.of(each.limit()))
                .max()
                .orElse(0);
        int room = columns - (1 + 2 + name + 2 + VALUE + 2 + limit);
        Decision decision = facts.journal().experiment().decision();
        return standings.stream()
                .map(each -> row(each, name, limit)
                        .plus(gauge(each, decision, room))
                        .plus(Tone.FAINT, each.isRelative() ? "  live " + each.live() : ""))
                .toList();
    }

    private static Row row(Standing each, int name, int limit) {
        return each.mark()
                .plus("  ")
                .plus(Row.of(each.name()).left(name))
                .plus("  ")
                .plus(Row.of(each.tone(), each.measured()).right(VALUE))
                .plus("  ")
                .plus(Row.of(each.limit()).left(limit));
    }

    /** What there is room for; by the sequential rule the odds decide, and not the value. */
    private static Row gauge(Standing each, Decision decision, int room) {
        return switch (decision.rule()) {
            case POINT -> room < 2 + BAR ? Row.EMPTY : Row.of("  ").plus(gauge(each));
            case SEQUENTIAL -> new OddsGauge(each, decision).row(room);
        };
    }

    private static Row gauge(Standing each) {
        return bar(cells(each.value(), each.threshold()), each.tone());
    }

    /** A bar that grows to the right, with what it is held against as a line that stands still. */
    static Row bar(int full, Tone tone) {
        int inside = Math.min(full, INSIDE);
        int beyond = Math.max(0, full - INSIDE);
        return Row.of(tone, "█".repeat(inside))
                .plus(Tone.FAINT, "░".repeat(INSIDE - inside))
                .plus("│")
                .plus(tone, "█".repeat(beyond))
                .plus(Tone.FAINT, "░".repeat(BEYOND - beyond));
    }

    private static int cells(OptionalDouble value, OptionalDouble limit) {
        if (value.isEmpty() || limit.isEmpty() || !(value.getAsDouble() > 0)) {
            return 0;
        }
        return cells(limit.getAsDouble() > 0 ? value.getAsDouble() / limit.getAsDouble() : Double.POSITIVE_INFINITY);
    }

    /** Cells for a part of what the bar is held against, from 0. */
    static int cells(double part) {
        int most = INSIDE + BEYOND;
        return part >= (double) most / INSIDE
                ? most
                : part > 1 ? Math.max(INSIDE + 1, (int) (part * INSIDE)) : (int) (part * INSIDE);
    }
}
