package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers for rates are those of decisions.md, §5.10 (570, 4,019, 112, 782); those for means are reckoned in the test of sample sizes. */
class OutlookTest {
    private static final String SEED_001 =
            "[{metric: latency-mean, upperLimit: 50}, {metric: latency-p95, upperLimit: 100},"
                    + " {metric: error-rate, upperLimit: 0.01}]";
    private static final String ERRORS = "[{metric: error-rate, upperLimit: 0.01}]";
    private static final String TEN_MINUTES = "{interval: 10s, iterations: 60}";
    private static final String HUNDRED_SECONDS = "{interval: 10s, iterations: 10}";

    @Test
    void tellsRequestsAndMinutesForEachObjective() {
        Outlook outlook = outlook(spec("{percent: 100, methods: ['*']}", SEED_001, TEN_MINUTES, "{}"), 1200, 0);

        assertThat(words(outlook)).isEqualTo("""
                live has 20 requests per second; 100 % of them are copied: about 12,000 requests are judged in 10m after warm-up
                latency-mean ≤ 50 ms: a version that answers at once needs at least 57 requests (3s), one at half the limit at least 111 requests (6s)
                latency-p95 ≤ 100 ms: a version without slow requests needs 112 requests (6s), one with half as many as allowed about 782 requests (40s); one with twice as many as allowed is rolled back after about 257 requests (13s)
                error-rate ≤ 0.01: an error-free version needs 570 requests (29s), one at half the limit about 4,019 requests (3m 21s); one at twice the limit is rolled back after about 1,380 requests (1m 9s)
                nothing is promoted in the first 2m after warm-up (soak), however soon the evidence suffices
                19 of 20 runs are decided within 2.3 times these numbers; a version at 0.8 to 1.25 times a limit will usually end inconclusive
                """);
        assertThat(outlook.obstacle()).isEmpty();
        assertThat(outlook.extended()).isEqualTo(outlook.experiment().cadence());
        assertThat(outlook.forecast().requests()).isEqualTo(12_000);
    }

    /** Seed 001: 2 requests per second, 40 % of them copied, for ten intervals of ten seconds. */
    @Test
    void theHundredSecondsOfSeed001CannotDecide() {
        Outlook outlook =
                outlook(spec("{percent: 40, methods: ['*']}", SEED_001, HUNDRED_SECONDS, "{soak: 0s}"), 120, 0);

        assertThat(outlook.forecast().perSecond()).isEqualTo(0.8);
        assertThat(outlook.obstacle())
                .contains("about 80 requests in 1m 40s are too few to decide (live has 2 per second;"
                        + " 40 % of them are copied, 0.8 per second): latency-p95 ≤ 100 ms needs 112 without a slow one"
                        + " (2m 20s; no rule could do with fewer than 90), error-rate ≤ 0.01 needs 570 without a failed"
                        + " one (11m 53s; no rule could do with fewer than 459); ways out: --extend, or"
                        + " spec.duration.iterations: 503 (1h 23m), enough also for a version at half of each limit;"
                        + " to copy more, though 100 % would take 4m 45s; a weaker limit: so few can show an error-rate"
                        + " of 6.92 %; rule: point, which decides without bounding its errors");
        assertThat(outlook.extended().iterations()).isEqualTo(503);
        assertThat(outlook(outlook.experiment().at(outlook.extended()), 120, 0).obstacle())
                .isEmpty();
    }

    @Test
    void thePointRuleIsOnlyWarned() {
        Outlook outlook =
                outlook(spec("{percent: 40, methods: ['*']}", SEED_001, HUNDRED_SECONDS, "{rule: point}"), 120, 0);

        assertThat(words(outlook)).isEqualTo("""
                live has 2 requests per second; 40 % of them are copied, 0.8 per second: about 80 requests are judged in 1m 40s after warm-up
                latency-mean ≤ 50 ms: at least 57 requests can show it (99 %), more the more the latencies spread
                latency-p95 ≤ 100 ms: without a slow one 80 requests show at most 6.92 % (99 %), 32 more would show 5 %
                error-rate ≤ 0.01: met only if none fails; without a failed one 80 requests show at most 6.92 % (99 %), 490 more would show 1 %
                """);
        assertThat(outlook.obstacle()).isEmpty();
        assertThat(outlook.warnings())
                .containsExactly("about 80 requests in 1m 40s are too few to decide (live has 2 per second;"
                        + " 40 % of them are copied, 0.8 per second): latency-p95 ≤ 100 ms needs 112 without a slow one"
                        + " (2m 20s; no rule could do with fewer than 90), error-rate ≤ 0.01 needs 570 without a failed"
                        + " one (11m 53s; no rule could do with fewer than 459); the point rule decides all the same."
                        + " For a verdict that bounds its errors write decision: {rule: sequential}, and give it the"
                        + " time (--extend does)");
    }

    @Test
    void thePointRuleIsToldWhatEnoughRequestsAmountTo() {
        Outlook outlook = outlook(spec("{percent: 100}", ERRORS, TEN_MINUTES, "{rule: point}"), 1200, 0);

        assertThat(words(outlook)).isEqualTo("""
                live has 20 requests per second; 100 % of those with GET, HEAD, OPTIONS are copied: at most 12,000 requests are judged in 10m after warm-up
                error-rate ≤ 0.01: met with up to 120 that fail; without a failed one 12,000 requests show at most 0.048 % (99 %)
                """);
        assertThat(outlook.warnings()).isEmpty();
    }

    @Test
    void withoutLiveTrafficNothingIsRefused() {
        Outlook outlook = outlook(spec("{percent: 100}", ERRORS, TEN_MINUTES, "{}"), 0, 0);

        assertThat(words(outlook)).startsWith("""
                live had no request in the last 1m, as far as the metrics system remembers: without traffic the run ends inconclusive
                error-rate ≤ 0.01: an error-free version needs 570 requests, one at half the limit about 4,019 requests;""");
        assertThat(outlook.obstacle()).isEmpty();
        assertThat(outlook.extended()).isEqualTo(outlook.experiment().cadence());
    }

    @Test
    void aSoakAsLongAsTheRunIsRefusedOrGivenTheTime() {
        Outlook outlook = outlook(spec("{percent: 100}", ERRORS, HUNDRED_SECONDS, "{soak: 100s}"), 0, 0);

        assertThat(outlook.obstacle())
                .contains(
                        "nothing is promoted in the first 1m 40s (spec.decision.soak), and the run has only 1m 40s after"
                                + " warm-up; give it more spec.duration.iterations (--extend does), or a shorter soak");
        assertThat(outlook.extended().iterations()).isEqualTo(11);
    }

    /** decisions.md, §3: an allowance of 0 is a McNemar test, which needs failures; live may well have some that one minute did not show. */
    @Test
    void aRelativeObjectiveWithoutAllowanceHasTheBenefitOfTheDoubt() {
        Outlook outlook = outlook(
                spec(
                        "{percent: 50, methods: ['*']}",
                        "[{metric: error-rate, maxIncreaseVsLive: 0}]",
                        TEN_MINUTES,
                        "{}"),
                600,
                0);

        assertThat(outlook.obstacle()).isEmpty();
        assertThat(words(outlook))
                .contains("one half-way between live's 0 % and the limit more than any number of requests");
    }

    @Test
    void aLimitBelowEveryEdgeOfTheHistogramIsRefused() {
        Experiment experiment =
                spec("{percent: 100}", "[{metric: latency-p95, upperLimit: 5}]", TEN_MINUTES, "{soak: 0s}");
        Totals live = new Totals(6000, 0, Given.histogram(60_000, 6000, 6000, 6000, 6000, 6000), 0);

        assertThat(new Outlook(experiment, live, OptionalDouble.of(100)).obstacle())
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("latency-p95 ≤ 5 ms cannot be shown at all, since no bucket of live's histogram ends"
                                + " at or below it"));
    }

    @Test
    void whereNobodyKnowsTheShareOfAnExistingMirrorItIsACeiling() {
        Outlook outlook = new Outlook(
                spec("{percent: 100}", ERRORS, TEN_MINUTES, "{}"),
                new Totals(60, 0, Histogram.EMPTY, 0),
                OptionalDouble.empty());

        assertThat(outlook.obstacle()).isEmpty();
        assertThat(words(outlook)).contains("not known, at most all: at most 600 requests");
    }

    /** A larger share is a way out only if it can be had. */
    @ParameterizedTest
    @CsvSource({"300, 50, spec.mirror.percent: 95", "150, 50, 'to copy more, though 100 % would take 3m 48s'"})
    void tellsHowMuchMoreToCopy(long requests, double percent, String way) {
        Outlook outlook = outlook(
                spec("{percent: " + percent + ", methods: ['*']}", ERRORS, "{iterations: 12}", "{soak: 0s}"),
                requests,
                0);

        assertThat(outlook.obstacle())
                .hasValueSatisfying(words -> assertThat(words).contains("; " + way + ";"));
    }

    @Test
    void whatOnlyAMonthCouldShowIsNotExtended() {
        Outlook outlook = outlook(
                spec(
                        "{percent: 1, methods: ['*']}",
                        "[{metric: error-rate, upperLimit: 0.0001}]",
                        TEN_MINUTES,
                        "{soak: 0s}"),
                60,
                0);

        assertThat(outlook.extended()).isEqualTo(outlook.experiment().cadence());
        assertThat(outlook.obstacle()).isPresent();
    }

    private static Outlook outlook(Experiment experiment, long requests, long failed) {
        return new Outlook(
                experiment,
                new Totals(requests, failed, Histogram.EMPTY, 0),
                OptionalDouble.of(experiment.mirror().percent()));
    }

    private static String words(Outlook outlook) {
        return String.join("\n", outlook.forecast().words()) + "\n";
    }

    private static Experiment spec(String mirror, String objectives, String duration, String decision) {
        String text = """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: mirroring}
                spec:
                  service: sample-app
                  live: {version: v1}
                  dark: {version: v2, image: "example/sample:2"}
                  mirror: %s
                  metrics: {prometheus: {url: "http://127.0.0.1:1"}}
                  objectives: %s
                  duration: %s
                  decision: %s
                """.formatted(mirror, objectives, duration, decision);
        SpecResult result = new SpecReader(SpecFiles.in(Path.of("")))
                .leavingLengthOpen()
                .read(text.getBytes(StandardCharsets.UTF_8), List.of());
        assertThat(result).isInstanceOf(SpecResult.Valid.class);
        return ((SpecResult.Valid) result).experiment();
    }
}
