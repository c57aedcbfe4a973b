package io.mirrorexperiment.report;

import java.util.List;
import java.util.OptionalDouble;

/** Each objective against its limit, in columns whose widths only the experiment decides. */
final class Gauges {
    private static final int VALUE = 10;
    private static final int LONGEST_NAME = 24;

    /** Cells up to the limit, and beyond it. */
    private static final int INSIDE = 12;

    private static final int BEYOND = 6;

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
        boolean roomForGauge = columns >= 1 + 2 + name + 2 + VALUE + 2 + limit + 2 + INSIDE + 1 + BEYOND;
        return standings.stream()
                .map(each -> row(each, name, limit, roomForGauge))
                .toList();
    }

    private static Row row(Standing each, int name, int limit, boolean gauge) {
        Row row = each.mark()
                .plus("  ")
                .plus(Row.of(each.name()).left(name))
                .plus("  ")
                .plus(Row.of(each.tone(), each.measured()).right(VALUE))
                .plus("  ")
                .plus(Row.of(each.limit()).left(limit));
        Row drawn = gauge ? row.plus("  ").plus(gauge(each)) : row;
        return each.isRelative() ? drawn.plus(Tone.FAINT, "  live " + each.live()) : drawn;
    }

    /** A bar that grows to the right, with the limit as a line that stands still. */
    private static Row gauge(Standing each) {
        int full = cells(each.value(), each.threshold());
        int inside = Math.min(full, INSIDE);
        int beyond = Math.max(0, full - INSIDE);
        return Row.of(each.tone(), "█".repeat(inside))
                .plus(Tone.FAINT, "░".repeat(INSIDE - inside))
                .plus("│")
                .plus(each.tone(), "█".repeat(beyond))
                .plus(Tone.FAINT, "░".repeat(BEYOND - beyond));
    }

    private static int cells(OptionalDouble value, OptionalDouble limit) {
        if (value.isEmpty() || limit.isEmpty() || !(value.getAsDouble() > 0)) {
            return 0;
        }
        double part = limit.getAsDouble() > 0 ? value.getAsDouble() / limit.getAsDouble() : Double.POSITIVE_INFINITY;
        int most = INSIDE + BEYOND;
        return part >= (double) most / INSIDE
                ? most
                : part > 1 ? Math.max(INSIDE + 1, (int) (part * INSIDE)) : (int) (part * INSIDE);
    }
}
