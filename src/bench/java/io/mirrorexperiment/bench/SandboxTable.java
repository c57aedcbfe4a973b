package io.mirrorexperiment.bench;

import io.mirrorexperiment.experiment.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How much traffic whole runs in the sandbox take to decide, soak aside.
 *
 * @param seed of the first run; the next ones count on
 * @param runs of each kind
 * @param atOnce how many go on beside each other, in a sandbox each
 */
record SandboxTable(long seed, int runs, int atOnce) {
    /** The defaults of a spec but for the soak. */
    static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2, namespace: default}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: "example/reviews:2.0"}
              mirror: {via: istio, percent: 100, methods: ["*"]}
              metrics: {prometheus: {url: "%s"}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              decision: {soak: 0s}
              protection: {baseline: 6s}
            """;

    private static final double QPS = 20;

    void print(PrintWriter out) {
        Table table = Table.of(
                out,
                String.format(
                        Locale.ROOT, "Whole runs in the sandbox at %.0f requests per second, %d runs each", QPS, runs),
                List.of(
                        "dark version",
                        "verdicts",
                        "measured traffic: median",
                        "shortest – longest",
                        "requests: median",
                        "begin to verdict: median"));
        table.row(row("error-free", 0));
        table.row(row("fails 5 %, five times the limit", .05));
        table.end();
    }

    private List<String> row(String words, double errors) {
        List<Played> played = new Worlds(seed, runs, atOnce).play(seed -> new Shop(SPEC, errors, QPS, seed));
        double[] traffic = sorted(played, run -> (double) run.traffic().toMillis() / 1000);
        return List.of(
                words,
                verdicts(played),
                seconds(median(traffic)),
                seconds(traffic[0]) + " – " + seconds(traffic[traffic.length - 1]),
                String.format(Locale.ROOT, "%.0f", median(sorted(played, Played::requests))),
                seconds(median(sorted(played, run -> (double) run.whole().toMillis() / 1000))));
    }

    private static String verdicts(List<Played> played) {
        return Stream.of(Verdict.values())
                .filter(verdict -> played.stream().anyMatch(each -> each.verdict() == verdict))
                .map(verdict -> played.stream()
                                .filter(each -> each.verdict() == verdict)
                                .count()
                        + " " + verdict.word())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    private static double[] sorted(List<Played> played, ToDoubleFunction<Played> number) {
        return played.stream().mapToDouble(number).sorted().toArray();
    }

    private static double median(double... sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
