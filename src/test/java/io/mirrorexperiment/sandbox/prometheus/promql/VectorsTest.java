package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Operators, aggregations, histograms and labels. Expectations come from Prometheus' test scripts
 * (promql/promqltest/testdata at v3.14.0, the file is named beside each group) or follow from the definitions in
 * https://prometheus.io/docs/prometheus/latest/querying/operators/ and …/functions/.
 */
class VectorsTest {
    private static final Fixture SERVERS = Fixture.every("5m")
            .with("http_requests{job=\"api\",instance=\"0\",group=\"production\"}", "0+10x10")
            .with("http_requests{job=\"api\",instance=\"1\",group=\"production\"}", "0+20x10")
            .with("http_requests{job=\"api\",instance=\"0\",group=\"canary\"}", "0+30x10")
            .with("http_requests{job=\"api\",instance=\"1\",group=\"canary\"}", "0+40x10")
            .with("http_requests{job=\"app\",instance=\"0\",group=\"production\"}", "0+50x10")
            .with("http_requests{job=\"app\",instance=\"1\",group=\"production\"}", "0+60x10")
            .with("http_requests{job=\"app\",instance=\"0\",group=\"canary\"}", "0+70x10")
            .with("http_requests{job=\"app\",instance=\"1\",group=\"canary\"}", "0+80x10")
            .with("owner{job=\"api\",team=\"red\"}", "1+0x10")
            .with("odd{i=\"1\"}", "NaN+0x10")
            .with("odd{i=\"2\"}", "-2+0x10")
            .with("odd{i=\"3\"}", "7+0x10");

    private static Fixture.Look look() {
        return SERVERS.at("50m");
    }

    /** operators.test and aggregators.test load the same eight series. */
    @TestFactory
    Stream<DynamicTest> aggregates() {
        return Stream.of(
                look().expects(
                                "SUM BY (group) (http_requests{job=\"api\"})",
                                "{group=\"canary\"} 700",
                                "{group=\"production\"} 300"),
                look().expects(
                                "avg by (group) (http_requests{job=\"api\"})",
                                "{group=\"canary\"} 350",
                                "{group=\"production\"} 150"),
                look().expects(
                                "sum(http_requests) without (instance, group)",
                                "{job=\"api\"} 1000",
                                "{job=\"app\"} 2600"),
                look().expects("count(http_requests{job=~\"a.*\"}) by (job)", "{job=\"api\"} 4", "{job=\"app\"} 4"),
                look().expects("min(http_requests) + max(http_requests)", "{} 900"),
                look().expects("stddev(http_requests)", "{} 229.12878474779"),
                look().expects("stdvar(http_requests)", "{} 52500"),
                look().expects("group(http_requests)", "{} 1"),
                look().expects("quantile(0.5, http_requests{job=\"api\"})", "{} 250"),
                look().expects("quantile(2, http_requests)", "{} +Inf"),
                look().expects("quantile(-1, http_requests)", "{} -Inf"),
                look().expectsInOrder("topk(3, http_requests)", 800, 700, 600),
                look().expectsInOrder("bottomk(2, http_requests)", 100, 200),
                look().expectsInOrder("topk(2, odd)", 7, -2),
                look().expectsInOrder("sort(http_requests{job=\"api\"})", 100, 200, 300, 400),
                look().expectsInOrder("sort_desc(http_requests{job=\"api\"})", 400, 300, 200, 100),
                look().expects("topk(0, http_requests)"),
                look().expects("max(odd)", "{} 7"),
                look().expects("min(odd)", "{} -2"),
                look().expects("sum(odd)", "{} NaN"),
                look().expects("sum(nothing)"),
                look().refuses("topk(NaN, nothing)", "Parameter value is NaN"));
    }

    @TestFactory
    Stream<DynamicTest> calculatesWithVectors() {
        String canary = "http_requests{group=\"canary\",instance=\"0\"}";
        return Stream.of(
                look().expects(
                                canary + " / ignoring(group) http_requests{group=\"production\",instance=\"0\"}",
                                "{job=\"api\",instance=\"0\"} 3",
                                "{job=\"app\",instance=\"0\"} 1.4"),
                look().expects(
                                "sum by (job) (http_requests) * on (job) group_left(team) owner",
                                "{job=\"api\",team=\"red\"} 1000"),
                look().expects(
                                "owner * on (job) group_right sum by (job, group) (http_requests)",
                                "{job=\"api\",group=\"canary\"} 700",
                                "{job=\"api\",group=\"production\"} 300"),
                look().expects(
                                canary + " > 400",
                                "{__name__=\"http_requests\",group=\"canary\",instance=\"0\",job=\"app\"} 700"),
                look().expects(
                                "400 < " + canary,
                                "{__name__=\"http_requests\",group=\"canary\",instance=\"0\",job=\"app\"} 700"),
                look().expects(
                                canary + " > bool 400",
                                "{group=\"canary\",instance=\"0\",job=\"api\"} 0",
                                "{group=\"canary\",instance=\"0\",job=\"app\"} 1"),
                look().expects("-owner", "{job=\"api\",team=\"red\"} -1"),
                look().expects("owner + 1 ^ 2 * 3 % 2", "{job=\"api\",team=\"red\"} 2"),
                look().expects(
                                "http_requests{instance=\"0\",group=\"canary\"} and on(job) owner",
                                "{__name__=\"http_requests\",group=\"canary\",instance=\"0\",job=\"api\"} 300"),
                look().expects(
                                "http_requests{instance=\"0\",group=\"canary\"} unless on(job) owner",
                                "{__name__=\"http_requests\",group=\"canary\",instance=\"0\",job=\"app\"} 700"),
                look().expects("sum(nothing) or on() vector(0)", "{} 0"),
                look().refuses(
                                "http_requests + on(job) owner",
                                "multiple matches for labels: many-to-one matching"
                                        + " must be explicit (group_left/group_right)"),
                look().refuses(
                                "owner + on(job) http_requests",
                                "found duplicate series for the match group"
                                        + " {job=\"api\"} on the right hand-side of the operation: "),
                look().refuses(
                                "owner + on(job) http_requests",
                                ";many-to-many matching not allowed: matching labels" + " must be unique on one side"));
    }

    /** literals.test and operators.test: precedence and Go's arithmetic. */
    @TestFactory
    Stream<DynamicTest> calculatesWithNumbers() {
        return Stream.of(
                look().expectsScalar("2 ^ 3 ^ 2", 512),
                look().expectsScalar("-2 ^ 2", -4),
                look().expectsScalar("1 - 2 * 3 + 10 % 4", -3),
                look().expectsScalar("-7 % 3", -1),
                look().expectsScalar("1 == bool 1", 1),
                look().expectsScalar("1 < bool 2 == bool 1", 1),
                look().expectsScalar("0x1f", 31),
                look().expectsScalar("010", 8),
                look().expectsScalar("1e3", 1000),
                look().expectsScalar(".5", 0.5),
                look().expectsScalar("1h30m", 5400),
                look().expectsScalar("inf", Double.POSITIVE_INFINITY),
                look().expectsScalar("0 / 0", Double.NaN),
                look().expectsScalar("1 ^ NaN", 1),
                look().expectsScalar("5 atan2 5", Math.atan2(5, 5)),
                look().expectsScalar("scalar(owner)", 1),
                look().expectsScalar("scalar(odd)", Double.NaN),
                look().expectsScalar("time()", 3000));
    }

    /** histograms.test, "testhistogram3", and the special cases listed at promql/quantile.go, BucketQuantile. */
    @TestFactory
    Stream<DynamicTest> interpolatesInsideBuckets() {
        Fixture histograms = Fixture.every("5m")
                .with("h_bucket{le=\"0\",start=\"positive\"}", "0+0x10")
                .with("h_bucket{le=\".1\",start=\"positive\"}", "0+5x10")
                .with("h_bucket{le=\".2\",start=\"positive\"}", "0+7x10")
                .with("h_bucket{le=\"1e0\",start=\"positive\"}", "0+11x10")
                .with("h_bucket{le=\"+Inf\",start=\"positive\"}", "0+12x10")
                .with("h_bucket{le=\"-.2\",start=\"negative\"}", "0+1x10")
                .with("h_bucket{le=\"-0.1\",start=\"negative\"}", "0+2x10")
                .with("h_bucket{le=\"0.3\",start=\"negative\"}", "0+2x10")
                .with("h_bucket{le=\"+Inf\",start=\"negative\"}", "0+3x10")
                .with("open_bucket{le=\"1\"}", "1+1x10")
                .with("open_bucket{le=\"2\"}", "2+1x10")
                .with("empty_bucket{le=\"1\"}", "0+0x10")
                .with("empty_bucket{le=\"+Inf\"}", "0+0x10")
                .with("lone_bucket{le=\"+Inf\"}", "0+1x10")
                .with("wavy_bucket{le=\"1\"}", "10+0x10")
                .with("wavy_bucket{le=\"2\"}", "8+0x10")
                .with("wavy_bucket{le=\"+Inf\"}", "20+0x10");
        Fixture.Look look = histograms.at("50m");
        return Stream.of(
                look.expects("histogram_quantile(0, h_bucket)", "{start=\"positive\"} 0", "{start=\"negative\"} -0.2"),
                look.expects("histogram_quantile(1, h_bucket)", "{start=\"positive\"} 1", "{start=\"negative\"} 0.3"),
                look.expects(
                        "histogram_quantile(0.2, h_bucket)", "{start=\"positive\"} 0.048", "{start=\"negative\"} -0.2"),
                look.expects(
                        "histogram_quantile(0.5, rate(h_bucket[10m]))",
                        "{start=\"positive\"} 0.15",
                        "{start=\"negative\"} -0.15"),
                look.expects(
                        "histogram_quantile(0.8, sum(rate(h_bucket[10m])) by (le, start))",
                        "{start=\"positive\"} 0.72",
                        "{start=\"negative\"} 0.3"),
                look.expects("histogram_quantile(-0.1, lone_bucket)", "{} -Inf"),
                look.expects("histogram_quantile(1.01, lone_bucket)", "{} +Inf"),
                look.expects("histogram_quantile(NaN, h_bucket{start=\"negative\"})", "{start=\"negative\"} NaN"),
                look.expects("histogram_quantile(0.5, open_bucket)", "{} NaN"),
                look.expects("histogram_quantile(0.5, empty_bucket)", "{} NaN"),
                look.expects("histogram_quantile(0.5, lone_bucket)", "{} NaN"),
                // Levelled to 10, 10, 20: the rank 15 lies in the last bucket.
                look.expects("histogram_quantile(0.75, wavy_bucket)", "{} 2"),
                look.refuses(
                        "histogram_quantile(0.5, {__name__=~\"open_bucket|empty_bucket\"})",
                        "vector cannot contain metrics with the same labelset"));
    }

    @TestFactory
    Stream<DynamicTest> changesLabelsAndValues() {
        return Stream.of(
                look().expects(
                                "label_replace(owner, \"first\", \"$1-${2}x$$\", \"team\", \"(.)(.).*\")",
                                "{__name__=\"owner\",job=\"api\",team=\"red\",first=\"r-ex$\"} 1"),
                look().expects(
                                "label_replace(owner, \"first\", \"x\", \"team\", \"e\")",
                                "{__name__=\"owner\",job=\"api\",team=\"red\"} 1"),
                look().expects(
                                "label_join(owner, \"both\", \"-\", \"job\", \"team\", \"none\")",
                                "{__name__=\"owner\",job=\"api\",team=\"red\",both=\"api-red-\"} 1"),
                look().refuses(
                                "label_replace(owner, \"first\", \"\", \"team\", \"(\")",
                                "invalid regular expression in label_replace(): ("),
                look().refuses(
                                "label_replace(odd, \"i\", \"\", \"i\", \".*\")",
                                "vector cannot contain metrics with the same labelset"),
                look().expects("absent(nothing{job=\"x\",a=~\"b\"})", "{job=\"x\"} 1"),
                look().expects("absent(owner)"),
                look().expects("absent(sum(nothing{job=\"x\"}))", "{} 1"),
                look().expects("absent_over_time(nothing{job=\"x\"}[5m])", "{job=\"x\"} 1"),
                look().expects("clamp(odd{i!=\"1\"}, 0, 5)", "{i=\"2\"} 0", "{i=\"3\"} 5"),
                look().expects("clamp(odd, 5, 0)"),
                look().expects("clamp_max(odd{i=\"3\"}, 5)", "{i=\"3\"} 5"),
                look().expects("round(owner * 2.5)", "{job=\"api\",team=\"red\"} 3"),
                look().expects("round(owner * 0.17, 0.1)", "{job=\"api\",team=\"red\"} 0.2"),
                look().expects("abs(odd{i=\"2\"})", "{i=\"2\"} 2"),
                look().expects("sqrt(odd{i=\"2\"})", "{i=\"2\"} NaN"),
                look().expects("log2(owner * 8)", "{job=\"api\",team=\"red\"} 3"),
                look().expects("exp(ln(owner))", "{job=\"api\",team=\"red\"} 1"),
                look().expects(
                                "avg_over_time(http_requests{job=\"api\",instance=\"0\",group=\"canary\"}[20m])",
                                "{job=\"api\",instance=\"0\",group=\"canary\"} 255"),
                look().expects("quantile_over_time(0.5, owner[20m])", "{job=\"api\",team=\"red\"} 1"),
                look().expects("last_over_time(owner[20m])", "{__name__=\"owner\",job=\"api\",team=\"red\"} 1"),
                look().expects("present_over_time(odd[20m])", "{i=\"1\"} 1", "{i=\"2\"} 1", "{i=\"3\"} 1"),
                look().expects("min_over_time(odd{i=\"1\"}[20m])", "{i=\"1\"} NaN"));
    }

    @TestFactory
    Stream<DynamicTest> seesThatASeriesHasGone() {
        Fixture series = Fixture.every("10s").with("m", "0 1 stale 2");
        return Stream.of(
                series.at("19s").expects("m", "{__name__=\"m\"} 1"),
                series.at("20s").expects("m"),
                series.at("25s").expects("m"),
                series.at("30s").expects("m", "{__name__=\"m\"} 2"),
                series.at("30s").expects("count_over_time(m[1m])", "{} 3"),
                series.at("20s").expects("count_over_time(m[1s])"),
                series.at("329s").expects("m", "{__name__=\"m\"} 2"),
                series.at("330s").expects("m"));
    }
}
