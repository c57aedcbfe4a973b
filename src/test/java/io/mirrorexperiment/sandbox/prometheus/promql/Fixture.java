package io.mirrorexperiment.sandbox.prometheus.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Point;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Result;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Matcher;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import io.mirrorexperiment.sandbox.prometheus.series.SeriesStore;
import io.mirrorexperiment.sandbox.prometheus.series.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;

/**
 * Series written as Prometheus' test scripts write them: {@code 0+10x3} is {@code 0 10 20 30}, {@code _} is no sample,
 * {@code stale} a staleness marker; the first sample lies at time 0.
 */
final class Fixture {
    private final long stepMillis;
    private final SeriesStore store = new SeriesStore(10_000);

    private Fixture(long stepMillis) {
        this.stepMillis = stepMillis;
    }

    static Fixture every(String step) {
        return new Fixture(Durations.millis(step));
    }

    Fixture with(String series, String values) {
        Labels labels = labels(series);
        long at = 0;
        for (String word : values.split(" +", -1)) {
            at = append(labels, word, at);
        }
        return this;
    }

    private long append(Labels labels, String word, long at) {
        if (word.equals("_")) {
            return at + stepMillis;
        }
        if (word.equals("stale")) {
            store.markStale(labels, at);
            return at + stepMillis;
        }
        long time = at;
        for (double value : expanded(word)) {
            store.append(labels, new Sample(time, value));
            time += stepMillis;
        }
        return time;
    }

    private static double[] expanded(String word) {
        int times = word.indexOf('x');
        if (times < 0) {
            return new double[] {GoFloat.parse(word).orElseThrow()};
        }
        int sign = Math.max(word.indexOf('+', 1), word.indexOf('-', 1));
        double start = Double.parseDouble(word.substring(0, sign < 0 ? times : sign));
        double step = sign < 0 ? 0 : Double.parseDouble(word.substring(sign, times));
        double[] values = new double[Integer.parseInt(word.substring(times + 1)) + 1];
        Arrays.setAll(values, i -> start + step * i);
        return values;
    }

    static Labels labels(String series) {
        Map<String, String> labels = new TreeMap<>();
        if (!series.equals("{}")) {
            for (Matcher matcher : MatcherSet.parse(series)) {
                labels.put(matcher.name(), matcher.value());
            }
        }
        return Labels.of(labels);
    }

    Snapshot snapshot() {
        return store.snapshot();
    }

    Look at(String time) {
        return new Look(this, Durations.millis(time), Dialect.PROMETHEUS_3);
    }

    /** The series at one time, seen by one generation of Prometheus. */
    record Look(Fixture fixture, long at, Dialect dialect) {
        Look in(Dialect other) {
            return new Look(fixture, at, other);
        }

        Answer answer(String query) {
            return new Evaluator(dialect, Duration.ofMinutes(5)).instant(query, fixture.snapshot(), at);
        }

        Map<Labels, Double> vector(String query) {
            Map<Labels, Double> found = new TreeMap<>();
            for (Point point : ((Result.Vector) answer(query).result()).points()) {
                found.put(point.labels(), point.sample().value());
            }
            return found;
        }

        double scalar(String query) {
            return ((Result.Scalar) answer(query).result()).sample().value();
        }

        /** Expects exactly these elements, each written as labels, a blank and the value. */
        DynamicTest expects(String query, String... elements) {
            return DynamicTest.dynamicTest(query + " at " + at + " ms, " + dialect, () -> {
                Map<Labels, Double> expected = new TreeMap<>();
                for (String element : elements) {
                    int blank = element.lastIndexOf(' ');
                    expected.put(
                            labels(element.substring(0, blank)),
                            GoFloat.parse(element.substring(blank + 1)).orElseThrow());
                }
                assertSame(vector(query), expected);
            });
        }

        DynamicTest expectsScalar(String query, double expected) {
            return DynamicTest.dynamicTest(query, () -> assertClose(scalar(query), expected));
        }

        /** Expects the values in this order. */
        DynamicTest expectsInOrder(String query, double... expected) {
            return DynamicTest.dynamicTest(query, () -> {
                List<Double> values = new ArrayList<>();
                ((Result.Vector) answer(query).result())
                        .points()
                        .forEach(point -> values.add(point.sample().value()));
                assertThat(values)
                        .containsExactly(Arrays.stream(expected).boxed().toArray(Double[]::new));
            });
        }

        /** Expects a refusal whose message contains this text. */
        DynamicTest refuses(String query, String because) {
            return DynamicTest.dynamicTest(
                    "«" + query.substring(0, Math.min(80, query.length())) + "»",
                    () -> assertThat(catchThrowable(() -> answer(query)))
                            .isInstanceOf(QueryRefused.class)
                            .hasMessageContaining(because));
        }

        private static void assertSame(Map<Labels, Double> found, Map<Labels, Double> expected) {
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((labels, value) -> assertClose(found.getOrDefault(labels, -0.12345), value));
        }

        /** Within 1e-14 of each other, relatively. */
        private static void assertClose(double found, double expected) {
            if (Double.isNaN(expected) || Double.isInfinite(expected)) {
                assertThat(found).isEqualTo(Double.valueOf(expected));
            } else {
                assertThat(found).isCloseTo(expected, Offset.offset(Math.abs(expected) * 1e-14));
            }
        }
    }
}
