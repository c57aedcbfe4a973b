package io.mirrorexperiment.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What pairing is worth: requests until a decision about a relative error rate, from pairs and from the counters of both sides. */
record TwinTable(Trials runs) {
    private static final int LOOK = 200;
    private static final double ALLOWANCE = .005;
    private static final double LIVE = .01;

    void print(PrintWriter out) {
        Table table = Table.of(
                out,
                String.format(
                        Locale.ROOT,
                        "Error rate ≤ live + 0.5 %%, live fails 1 %%: mean requests until a decision, %,d runs",
                        runs.count()),
                List.of("dark fails", "of live's failures shared", "from pairs", "from counters", "times as many"));
        table.row(row(.01, .8));
        table.row(row(.01, .5));
        table.row(row(.01, .01));
        table.row(row(.025, .8));
        table.end();
    }

    private List<String> row(double dark, double shared) {
        List<double[]> counts = counts(dark, shared);
        return List.of(
                String.format(Locale.ROOT, "%.1f %%", 100 * dark),
                String.format(Locale.ROOT, "%.0f %%", 100 * shared),
                mean(counts, 1),
                mean(counts, 0),
                Ratio.of(counts).words());
    }

    /** Requests of each run from counters, and from pairs. */
    List<double[]> counts(double dark, double shared) {
        Version version = Version.twins(LOOK, dark, LIVE, shared * LIVE);
        return runs.each(chance -> both(version, chance));
    }

    private static double[] both(Version version, SplittableRandom chance) {
        long seed = chance.nextLong();
        return new double[] {
            Until.decided(version, seed, Bound.sides(ALLOWANCE, LIVE).lane().get()),
            Until.decided(version, seed, Bound.pairs(ALLOWANCE).lane().get())
        };
    }

    private static String mean(List<double[]> counts, int side) {
        double mean = counts.stream().mapToDouble(run -> run[side]).average().orElseThrow();
        return String.format(Locale.ROOT, "%,.0f", mean);
    }
}
