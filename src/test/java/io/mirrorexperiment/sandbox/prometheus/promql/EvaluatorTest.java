package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Evaluates queries against expectations from Prometheus' own test scripts (promql/promqltest/testdata at v3.14.0; the
 * file is named beside each group), or computed by hand from the formulas in promql/functions.go and quantile.go.
 */
class EvaluatorTest {
    /** functions.test, "Tests for increase()" and "Tests for rate()". */
    @TestFactory
    Stream<DynamicTest> extrapolatesCountersAsPrometheusDoes() {
        Fixture counters = Fixture.every("5m")
                .with("http_requests_total{path=\"/foo\"}", "0+10x10")
                .with("http_requests_total{path=\"/bar\"}", "0+18x5 0+18x5")
                .with("http_requests_total{path=\"/dings\"}", "10+10x10")
                .with("http_requests_total{path=\"/bumms\"}", "1+10x10")
                .with("reset_total", "0 1 2 3 2 3 4")
                .with("reset_middle_total", "0+27x4 0+27x5")
                .with("reset_end_total", "0+10x9 0 10")
                .with("offset_total{x=\"a\"}", "0+10x10")
                .with("offset_total{x=\"b\"}", "0+20x10");
        return Stream.of(
                counters.at("50m")
                        .expects(
                                "increase(http_requests_total[50m])",
                                "{path=\"/foo\"} 100",
                                "{path=\"/bar\"} 160",
                                "{path=\"/dings\"} 100",
                                "{path=\"/bumms\"} 100"),
                counters.at("50m")
                        .expects(
                                "increase(http_requests_total[100m])",
                                "{path=\"/foo\"} 100",
                                "{path=\"/bar\"} 162",
                                "{path=\"/dings\"} 105",
                                "{path=\"/bumms\"} 101"),
                counters.at("30m").expects("increase(reset_total[30m])", "{} 7"),
                counters.at("50m").expects("rate(reset_middle_total[50m])", "{} 0.08"),
                counters.at("50m").expects("rate(reset_end_total[5m])"),
                counters.at("50m").expects("rate(reset_end_total[6m])", "{} 0"),
                counters.at("50m")
                        .expects(
                                "rate(offset_total[10m] offset 5m)",
                                "{x=\"a\"} 0.03333333333333333",
                                "{x=\"b\"} 0.06666666666666667"),
                counters.at("50m")
                        .expects(
                                "irate(http_requests_total{path=~\"/foo|/bar\"}[50m])",
                                "{path=\"/foo\"} 0.03333333333333333",
                                "{path=\"/bar\"} 0.06"),
                counters.at("30m").expects("irate(http_requests_total{path=\"/bar\"}[50m])", "{path=\"/bar\"} 0"));
    }

    /** functions.test, "testcounter_zero_cutoff_total". */
    @TestFactory
    Stream<DynamicTest> neverStretchesACounterBelowZero() {
        Fixture counters = Fixture.every("4m")
                .with("cutoff_total{start=\"0m\"}", "0+240x10")
                .with("cutoff_total{start=\"1m\"}", "60+240x10")
                .with("cutoff_total{start=\"2m\"}", "120+240x10")
                .with("cutoff_total{start=\"5m\"}", "300+240x10");
        return Stream.of(
                counters.at("10m")
                        .expects(
                                "rate(cutoff_total[20m])",
                                "{start=\"0m\"} 0.5",
                                "{start=\"1m\"} 0.55",
                                "{start=\"2m\"} 0.6",
                                "{start=\"5m\"} 0.6"),
                counters.at("50m")
                        .expects(
                                "rate(cutoff_total[20m])",
                                "{start=\"0m\"} 0.6",
                                "{start=\"1m\"} 0.6",
                                "{start=\"2m\"} 0.6",
                                "{start=\"5m\"} 0.6"));
    }

    /** functions.test, "Testdata for resets() and changes()", delta() and idelta(). */
    @TestFactory
    Stream<DynamicTest> countsResetsAndChanges() {
        Fixture series = Fixture.every("5m")
                .with("requests{path=\"/foo\"}", "1 2 3 0 1 0 0 1 2 0")
                .with("requests{path=\"/bar\"}", "1 2 3 4 5 1 2 3 4 5")
                .with("requests{path=\"/biz\"}", "0 0 0 0 0 1 1 1 1 1")
                .with("x{a=\"b\"}", "NaN NaN NaN")
                .with("x{a=\"c\"}", "0 NaN 0");
        Fixture gauges = Fixture.every("5m")
                .with("gauge{path=\"/foo\"}", "0 50 100 150 200")
                .with("gauge{path=\"/bar\"}", "200 150 100 50 0")
                .with("step{path=\"/foo\"}", "0 50 100 150")
                .with("step{path=\"/bar\"}", "0 50 100 50");
        return Stream.of(
                series.at("50m").expects("resets(requests[5m])"),
                series.at("50m")
                        .expects(
                                "resets(requests[20m])", "{path=\"/foo\"} 1", "{path=\"/bar\"} 0", "{path=\"/biz\"} 0"),
                series.at("50m")
                        .expects(
                                "resets(requests[32m])", "{path=\"/foo\"} 2", "{path=\"/bar\"} 1", "{path=\"/biz\"} 0"),
                series.at("50m")
                        .expects(
                                "resets(requests[50m])", "{path=\"/foo\"} 3", "{path=\"/bar\"} 1", "{path=\"/biz\"} 0"),
                series.at("50m")
                        .expects(
                                "changes(requests[20m])",
                                "{path=\"/foo\"} 2",
                                "{path=\"/bar\"} 2",
                                "{path=\"/biz\"} 0"),
                series.at("50m")
                        .expects(
                                "changes((requests[50m]))",
                                "{path=\"/foo\"} 7",
                                "{path=\"/bar\"} 8",
                                "{path=\"/biz\"} 1"),
                series.at("15m").expects("changes(x[20m])", "{a=\"b\"} 0", "{a=\"c\"} 2"),
                gauges.at("20m").expects("delta(gauge[20m])", "{path=\"/foo\"} 200", "{path=\"/bar\"} -200"),
                gauges.at("20m").expects("idelta(step[20m])", "{path=\"/foo\"} 50", "{path=\"/bar\"} -50"));
    }

    @TestFactory
    Stream<DynamicTest> answersTheQueriesOfTheCatalogueAndOfIter8() {
        Fixture traffic = Fixture.every("10s")
                .with("istio_requests_total{response_code=\"200\",destination_workload=\"d\"}", "0+9x30")
                .with("istio_requests_total{response_code=\"503\",destination_workload=\"d\"}", "0+1x30")
                .with("istio_request_duration_milliseconds_sum{destination_workload=\"d\"}", "0+200x30");
        String requests = "(sum(increase(istio_requests_total{destination_workload='d'}[1m])) or on() vector(0))";
        String errors = "(sum(increase(istio_requests_total{response_code=~'5..'}[1m])) or on() vector(0))";
        return Stream.of(
                // 6 samples in the window, 50 s apart, 9.x + 1 each 10 s: increase = 60 over the minute.
                traffic.at("5m").expects(requests, "{} 60"),
                traffic.at("5m").expects(errors, "{} 6"),
                traffic.at("5m").expects(errors + " / " + requests, "{} 0.1"),
                traffic.at("5m").expects("sum(increase(nothing[1m])) or on() vector(0)", "{} 0"),
                traffic.at("5m").expects("sum(increase(nothing[1m]))"),
                traffic.at("5m")
                        .expects("sum(increase(istio_request_duration_milliseconds_sum[1m])) / " + requests, "{} 20"),
                traffic.at("5m")
                        .expects(
                                "sum by (response_code) (last_over_time(istio_requests_total[1m]))",
                                "{response_code=\"200\"} 270",
                                "{response_code=\"503\"} 30"));
    }

    @TestFactory
    Stream<DynamicTest> leavesOutTheSampleAtTheVeryStartOfARange() {
        Fixture series = Fixture.every("10s").with("g", "1 2 3 4");
        return Stream.of(
                series.at("30s").expects("count_over_time(g[20s])", "{} 2"),
                series.at("30s").in(Dialect.PROMETHEUS_2).expects("count_over_time(g[20s])", "{} 3"),
                series.at("330s").expects("g"),
                series.at("330s").in(Dialect.PROMETHEUS_2).expects("g", "{__name__=\"g\"} 4"),
                series.at("329s").expects("g", "{__name__=\"g\"} 4"));
    }

    @TestFactory
    Stream<DynamicTest> looksAtOtherTimesWithOffsetAndAt() {
        Fixture series = Fixture.every("10s").with("g", "0+1x10");
        return Stream.of(
                series.at("50s").expects("g offset 20s", "{__name__=\"g\"} 3"),
                series.at("50s").expects("g offset -20s", "{__name__=\"g\"} 7"),
                series.at("50s").expects("g @ 10", "{__name__=\"g\"} 1"),
                series.at("50s").expects("g @ 30 offset 10s", "{__name__=\"g\"} 2"),
                series.at("50s").expects("g offset 10s @ 30", "{__name__=\"g\"} 2"),
                series.at("50s").expects("g @ end()", "{__name__=\"g\"} 5"),
                series.at("50s").expects("timestamp(g offset 15s)", "{} 30"),
                series.at("55s").expects("timestamp(g)", "{} 50"),
                series.at("55s").expects("timestamp(g + 0)", "{} 55"),
                series.at("55s").expects("sum_over_time(g[20s])", "{} 9"));
    }
}
