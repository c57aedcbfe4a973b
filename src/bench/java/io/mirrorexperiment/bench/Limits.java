package io.mirrorexperiment.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Versions that are exactly at a limit. */
final class Limits {
    private static final double SPREAD = .5;

    private Limits() {}

    /**
     * One of them.
     *
     * @param conforms whether it keeps every limit, so that a rollback is an error; at a limit it does
     */
    record Cell(String objective, String does, Bound bound, Version version, boolean conforms) {}

    static List<Cell> cells() {
        return Stream.of(rates(), quantiles(), pairs(), sides(), means(), several())
                .flatMap(List::stream)
                .toList();
    }

    static List<Cell> rates() {
        return List.of(rate(.01, 20), rate(.01, 100), rate(.001, 100), rate(.05, 20));
    }

    private static Cell rate(double limit, int requests) {
        return cell(
                "error rate ≤ " + percent(limit),
                requests + " requests a look",
                Bound.errors(limit),
                Version.failing(requests, limit));
    }

    private static List<Cell> quantiles() {
        return List.of(quantile("latency-p95", .05, 20), quantile("latency-p99", .01, 100));
    }

    private static Cell quantile(String metric, double share, int requests) {
        return cell(
                metric + " ≤ 100 ms",
                requests + " requests a look, " + percent(share) + " slower",
                Bound.quantile(metric, 100),
                Version.slow(requests, share, 100));
    }

    private static List<Cell> means() {
        return List.of(
                cell(
                        "mean ≤ 50 ms, cap 500 ms",
                        "lognormal, σ 0.5, mean 50 ms",
                        Bound.mean(50, 500),
                        Version.timed(20, 0, lognormal(50))),
                cell(
                        "mean ≤ 50 ms, cap 500 ms",
                        "one in ten takes 500 ms, the rest nothing",
                        Bound.mean(50, 500),
                        Version.timed(20, 0, chance -> chance.nextDouble() < .1 ? 500 : 0)));
    }

    private static ToDoubleFunction<SplittableRandom> lognormal(double mean) {
        double middle = Math.log(mean) - SPREAD * SPREAD / 2;
        return chance -> Math.exp(middle + SPREAD * chance.nextGaussian());
    }

    private static List<Cell> pairs() {
        return List.of(paired("none of the failures shared", .01 * .015), paired("80 % of live failures shared", .008));
    }

    private static Cell paired(String words, double both) {
        return cell(
                "error rate ≤ live + 0.5 %, pairs",
                "live 1 %, dark 1.5 %, " + words, Bound.pairs(.005), Version.twins(20, .015, .01, both));
    }

    private static List<Cell> sides() {
        return List.of(
                sides(0, .01, 100, 100),
                sides(.005, .001, 100, 100),
                sides(.005, .01, 100, 100),
                sides(.005, .01, 40, 100),
                sides(.005, .01, 10, 100),
                sides(.005, .01, 100, 40),
                sides(.005, .05, 40, 100),
                sides(.02, .2, 10, 100),
                cell(
                        "error rate ≤ live + 0.5 %, counters",
                        "live 1 %, dark 1.5 %, twins that share 80 % of live failures",
                        Bound.sides(.005, .01),
                        Version.twins(100, .015, .01, .008)));
    }

    private static Cell sides(double allowance, double live, int darkRequests, int liveRequests) {
        return cell(
                "error rate ≤ live + " + percent(allowance) + ", counters",
                "live " + percent(live) + " of " + liveRequests + ", dark " + percent(live + allowance) + " of "
                        + darkRequests + " a look",
                Bound.sides(allowance, live),
                Version.sides(darkRequests, live + allowance, liveRequests, live));
    }

    /** Errors, p95, p99 and mean; latencies of which 4 % lie between the two quantiles' limits and 1 % beyond. */
    private static List<Cell> several() {
        Bound four = Bound.all(List.of(
                Bound.errors(.01),
                Bound.quantile("latency-p95", 100),
                Bound.quantile("latency-p99", 250),
                Bound.mean(50, 500)));
        double fast = (50 - .04 * 150 - .01 * 400) / .95;
        return List.of(
                cell("error rate, p95, p99 and mean", "all four at their limits", four, mixed(.01, fast, .95, .99)),
                cell(
                        "error rate, p95, p99 and mean",
                        "errors at the limit, latencies good",
                        four,
                        mixed(.01, 20, .99, 1)),
                new Cell(
                        "error rate, p95, p99 and mean",
                        "errors at the limit, p95 beyond it (6 %)",
                        four,
                        mixed(.01, 20, .94, 1),
                        false));
    }

    private static Version mixed(double errors, double fast, double within, double slow) {
        return Version.timed(20, errors, chance -> {
            double u = chance.nextDouble();
            return u < within ? fast : u < slow ? 150 : 400;
        });
    }

    private static Cell cell(String objective, String does, Bound bound, Version version) {
        return new Cell(objective, does, bound, version, true);
    }

    private static String percent(double share) {
        return java.math.BigDecimal.valueOf(100 * share)
                        .setScale(2, java.math.RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }
}
