package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * How often the evidence errs about a version that is exactly at its limit. Both errors are counted in every run as if the other
 * decision did not end it, which is more than a run can err.
 */
record LimitTable(int looks, Trials runs) {
    /** Runs in which the rule itself is asked too. */
    private static final int SAMPLE = 10;

    void print(PrintWriter out) {
        Table table = Table.of(
                out,
                String.format(Locale.ROOT, "Exactly at the limit: %,d looks, %,d runs", looks, runs.count()),
                List.of(
                        "objective",
                        "what the version does",
                        "false promotions",
                        "false rollbacks",
                        "looks held to the rule"));
        Limits.cells().forEach(cell -> table.row(row(cell)));
        table.end("In brackets exact 99 % intervals.");
    }

    private List<String> row(Limits.Cell cell) {
        long agreed = new Agreement(cell.bound(), cell.version(), looks).check(runs.first(SAMPLE));
        Errors errors = errors(cell);
        return List.of(
                cell.objective(),
                cell.does(),
                errors.promotions().withInterval(),
                cell.conforms() ? errors.rollbacks().withInterval() : "–",
                String.format(Locale.ROOT, "%,d", agreed));
    }

    /** What went wrong in all runs. */
    record Errors(Share promotions, Share rollbacks) {}

    Errors errors(Limits.Cell cell) {
        List<boolean[]> crossed = runs.each(chance -> crossed(cell, chance));
        return new Errors(share(crossed, 0), share(crossed, 1));
    }

    private static Share share(List<boolean[]> crossed, int side) {
        return new Share(crossed.stream().filter(run -> run[side]).count(), crossed.size());
    }

    private boolean[] crossed(Limits.Cell cell, SplittableRandom chance) {
        Supplier<Seen> traffic = cell.version().run(chance);
        Lane lane = cell.bound().lane().get();
        boolean[] crossed = new boolean[2];
        for (int look = 0; look < looks; look++) {
            lane.look(traffic.get());
            crossed[0] = crossed[0] || lane.promotion() >= Bound.PROMOTION;
            crossed[1] = crossed[1] || lane.rollback() >= Bound.ROLLBACK;
        }
        return crossed;
    }
}
