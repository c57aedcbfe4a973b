package io.mirrorexperiment.sandbox.prometheus.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Result;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every query. */
class EvaluatorProperties {
    private static final Fixture.Look LOOK = Fixture.every("1m")
            .with("foo{a=\"1\"}", "1 2 3")
            .with("foo{a=\"2\"}", "3 2 1")
            .at("2m");

    /** Functions, operators and syntax of Prometheus 3 that are not understood here (promql/parser/functions.go). */
    @Provide
    Arbitrary<String> unsupported() {
        return Arbitraries.of(
                "deriv(foo[5m])",
                "predict_linear(foo[5m], 1)",
                "count_values(\"x\", foo)",
                "limitk(1, foo)",
                "limit_ratio(0.5, foo)",
                "mad_over_time(foo[5m])",
                "stddev_over_time(foo[5m])",
                "day_of_week()",
                "hour()",
                "histogram_count(foo)",
                "histogram_fraction(0, 1, foo)",
                "info(foo)",
                "pi()",
                "rad(foo)",
                "sort_by_label(foo, \"a\")",
                "double_exponential_smoothing(foo[5m], 0.5, 0.5)",
                "start()",
                "rate(foo[5m] smoothed)",
                "rate(foo[5m] anchored)",
                "foo + fill(0) foo",
                "foo </ 1",
                "max_over_time(foo[5m:1m])",
                "{\"foo\"}",
                "foo{\"a\"=\"1\"}",
                "1_000",
                "foo[1m+1m]",
                "foo{a=~\"(?=1)1\"}",
                "foo{a=~\"(.)\\\\1\"}",
                "foo{a=~\"1++\"}",
                "foo{a=~\"(?m:1)\"}",
                "foo{a!~\"\\\\R\"}");
    }

    @Property(tries = 300)
    void aQueryWithAnUnsupportedPartNeverGetsAnAnswer(
            @ForAll("unsupported") String part, @ForAll("frames") String frame) {
        assertThatThrownBy(() -> LOOK.answer(frame.replace("…", part))).isInstanceOf(QueryRefused.class);
    }

    @Provide
    Arbitrary<String> frames() {
        return Arbitraries.of("…", "sum(…)", "1 - …", "(…) or vector(0)", "vector(0) or …", "abs(…) > 0");
    }

    @Property(tries = 2000)
    void arbitraryTextIsAnsweredOrRefusedButNeverBreaks(@ForAll("queries") String query) {
        try {
            assertThat(LOOK.answer(query)).isNotNull();
        } catch (QueryRefused refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> words = Arbitraries.of(
                "foo",
                "(",
                ")",
                "{",
                "}",
                "[",
                "]",
                "5m",
                "1",
                "a",
                "=",
                "=~",
                "\"1\"",
                "\"(\"",
                ",",
                "+",
                "-",
                "^",
                " ",
                "\n",
                "sum",
                "by",
                "rate",
                "offset",
                "@",
                "on",
                "group_left",
                "bool",
                "==",
                "or",
                "topk",
                "1e",
                "0x",
                ":",
                "#",
                "'",
                "\\",
                "end()",
                "…",
                "\u0000");
        return Arbitraries.oneOf(
                words.list().ofMaxSize(12).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(40));
    }

    @Property(tries = 300)
    void aRangeQueryIsItsInstantQueriesSideBySide(@ForAll("drawable") String query) {
        Evaluator evaluator = new Evaluator(Dialect.PROMETHEUS_3, Duration.ofMinutes(5));
        Answer range = evaluator.range(query, LOOK.fixture().snapshot(), 0, 180_000, 30_000);

        Map<String, Double> drawn = new TreeMap<>();
        ((Result.Matrix) range.result()).lines().forEach(line -> line.samples()
                .forEach(sample -> drawn.put(sample.at() + " " + line.labels(), sample.value())));
        Map<String, Double> single = new TreeMap<>();
        for (long at = 0; at <= 180_000; at += 30_000) {
            long time = at;
            new Fixture.Look(LOOK.fixture(), time, Dialect.PROMETHEUS_3)
                    .vector(query)
                    .forEach((labels, value) -> single.put(time + " " + labels, value));
        }
        assertThat(drawn).isEqualTo(single).isNotEmpty();
    }

    @Provide
    Arbitrary<String> drawable() {
        return Arbitraries.of(
                "foo",
                "rate(foo[2m])",
                "sum(increase(foo[90s])) or vector(1)",
                "foo offset 1m",
                "vector(time())",
                "foo > 2",
                "sum by (a) (foo) / on() group_left count(foo)",
                "timestamp(foo)",
                "foo @ 60");
    }
}
