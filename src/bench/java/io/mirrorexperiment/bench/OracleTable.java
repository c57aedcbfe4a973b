package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Requests until a decision, against those of an oracle that knows the true rate and looks as often. */
record OracleTable(Trials runs) {
    private static final double P95_RATE = .05;
    private static final List<Double> RATES = List.of(0.0, .002, .005, .007, .008, .013, .02, .05);
    private static final List<Double> P95S = List.of(70.0, 90.0, 110.0, 130.0);

    /** Standard deviation of the logarithm of a latency, and the 95th percentile of the standard normal distribution. */
    private static final double SPREAD = .5;

    private static final double NORMAL_95 = 1.6448536269514722;

    void print(PrintWriter out) {
        List<String> columns = new ArrayList<>(List.of("requests a look"));
        RATES.forEach(rate -> columns.add(rate == 0 ? "errors 0" : plain(100 * rate) + " %"));
        P95S.forEach(p95 -> columns.add("p95 " + plain(p95)));
        Table table = Table.of(
                out, String.format(Locale.ROOT, "Mean requests over the oracle's, %,d runs", runs.count()), columns);
        for (int requests : List.of(20, 200, 2000)) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(requests)));
            RATES.forEach(rate -> row.add(errors(requests, rate).words()));
            P95S.forEach(p95 -> row.add(quantile(requests, p95).words()));
            table.row(row);
        }
        table.end("± one standard error of the ratio.");
    }

    Ratio errors(double requests, double rate) {
        return ratio(
                Version.called(requests, rate),
                Bound.errors(.01),
                () -> new Wald(.01, rate, step -> step.dark().bad()));
    }

    Ratio quantile(double requests, double p95) {
        double slower = Normal.above(NORMAL_95 + Math.log(100 / p95) / SPREAD);
        ToLongFunction<Seen> slow = step ->
                step.dark().requests() - step.dark().latency().buckets().get(0).count();
        return ratio(
                Version.slow(requests, slower, 100),
                Bound.quantile("latency-p95", 100),
                () -> new Wald(P95_RATE, slower, slow));
    }

    private Ratio ratio(Version version, Bound bound, Supplier<Wald> oracle) {
        var unusedLooks = new Agreement(bound, version, 50).check(runs.first(4));
        return Ratio.of(runs.each(chance -> both(version, bound, oracle, chance)));
    }

    /** Requests until ours decides and until the oracle does, of the same traffic. */
    private static double[] both(Version version, Bound bound, Supplier<Wald> oracle, SplittableRandom chance) {
        long seed = chance.nextLong();
        Wald wald = oracle.get();
        return new double[] {
            Until.decided(version, seed, bound.lane().get()), Until.decided(version, seed, wald::look, wald::decided)
        };
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value)
                .setScale(2, java.math.RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
