package io.mirrorexperiment.conformance;

import static io.mirrorexperiment.conformance.Given.START;
import static io.mirrorexperiment.conformance.Given.histogram;
import static io.mirrorexperiment.conformance.Given.one;
import static io.mirrorexperiment.conformance.Given.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.experiment.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TallyTest {
    private static final Counters NOTHING = new Counters(Map.of());

    @Test
    void countsWhatWasAddedToEveryCounter() {
        Counters before = one(series(0, 100, 3, histogram(2000, 10, 60, 90, 99, 100)));
        Counters after = one(series(10, 150, 4, histogram(3500, 12, 90, 130, 148, 150)));

        Increment increment = Tally.increment(before, after);

        assertThat(counted(increment)).isEqualTo(new Totals(50, 1, histogram(1500, 2, 30, 40, 49, 50), 0));
    }

    @Test
    void countsANewSeriesFromZero() {
        Counters after = one(series(10, 7, 1, histogram(300, 0, 7, 7, 7, 7)));

        assertThat(counted(Tally.increment(NOTHING, after)))
                .isEqualTo(new Totals(7, 1, histogram(300, 0, 7, 7, 7, 7), 0));
    }

    @Test
    void addsNothingForASeriesThatIsMissing() {
        Counters before = one(series(0, 100, 3, Histogram.EMPTY));

        assertThat(counted(Tally.increment(before, NOTHING))).isEqualTo(Totals.NONE);
    }

    @Test
    void takesADecreaseOfAnyCounterForARestartOfTheSeries() {
        Counters before = one(series(0, 100, 3, Histogram.EMPTY));
        Counters after = one(series(10, 120, 2, Histogram.EMPTY));

        assertThat(counted(Tally.increment(before, after))).isEqualTo(new Totals(120, 2, Histogram.EMPTY, 1));
    }

    /** Knative's queue-proxy adds such that its sums lose a last digit now and then, and Prometheus adds up a pod's series in any order. */
    @Test
    void takesASumThatIsLessInItsLastDigitsForTheSameOne() {
        Counters before = one(series(0, 304, 0, histogram(82.54022588443475, 251, 293, 303, 304, 304)));
        Counters after = one(series(10, 305, 0, histogram(82.54022588443472, 252, 294, 304, 305, 305)));

        assertThat(counted(Tally.increment(before, after))).isEqualTo(new Totals(1, 0, histogram(0, 1, 1, 1, 1, 1), 0));
    }

    @Test
    void takesASumThatIsLessByMoreForARestart() {
        Counters before = one(series(0, 304, 0, histogram(82.54022588443475, 251, 293, 303, 304, 304)));
        Counters after = one(series(10, 304, 0, histogram(82.54, 251, 293, 303, 304, 304)));

        assertThat(counted(Tally.increment(before, after)).restarts()).isOne();
    }

    @Test
    void takesADecreaseOfABucketForARestart() {
        Counters before = one(series(0, 10, 0, histogram(100, 5, 10, 10, 10, 10)));
        Counters after = one(series(10, 11, 0, histogram(200, 4, 11, 11, 11, 11)));

        assertThat(counted(Tally.increment(before, after)).restarts()).isOne();
    }

    @Test
    void takesOtherEdgesForARestart() {
        double[] others = {20, Double.POSITIVE_INFINITY};
        Counters before = one(series(0, 10, 0, histogram(100, 5, 10, 10, 10, 10)));
        Counters after = one(series(10, 12, 0, histogram(others, 150, 11, 12)));

        assertThat(counted(Tally.increment(before, after)))
                .isEqualTo(new Totals(12, 0, histogram(others, 150, 11, 12), 1));
    }

    @Test
    void isNotFooledByAReplicaThatLagsBehind() {
        Counters before = one(series(15, 100, 3, Histogram.EMPTY));
        Counters lagging = one(series(0, 90, 2, Histogram.EMPTY));

        assertThat(counted(Tally.increment(before, lagging))).isEqualTo(Totals.NONE);
        assertThat(Tally.carry(before, lagging)).isEqualTo(before);
    }

    @Test
    void addsUpPodsAfterDifferencing() {
        Counters before =
                new Counters(Map.of("a", series(0, 1000, 10, Histogram.EMPTY), "b", series(0, 50, 0, Histogram.EMPTY)));
        Counters after =
                new Counters(Map.of("a", series(10, 20, 1, Histogram.EMPTY), "b", series(10, 80, 2, Histogram.EMPTY)));

        assertThat(counted(Tally.increment(before, after))).isEqualTo(new Totals(50, 3, Histogram.EMPTY, 1));
    }

    @Test
    void keepsTheEdgesThatAllPodsHave() {
        double[] coarse = {100, Double.POSITIVE_INFINITY};
        Counters after = new Counters(Map.of(
                "a", series(10, 4, 0, histogram(200, 1, 2, 3, 4, 4)),
                "b", series(10, 6, 0, histogram(coarse, 500, 5, 6))));

        assertThat(counted(Tally.increment(NOTHING, after)).latency()).isEqualTo(histogram(coarse, 700, 8, 10));
    }

    @Test
    void doesNotKnowTheLatencyOfAHistogramThatCameUpLate() {
        Counters before = one(series(0, 100, 0, Histogram.EMPTY));
        Counters after = one(series(10, 110, 0, histogram(5000, 0, 110, 110, 110, 110)));

        assertThat(counted(Tally.increment(before, after))).isEqualTo(new Totals(10, 0, Histogram.EMPTY, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddSeries")
    void putsOffALookAtCountersThatContradictThemselves(String reason, Series odd) {
        Counters before = one(series(0, 5, 0, histogram(50, 5, 5, 5, 5, 5)));

        Increment increment = Tally.increment(before, one(odd));

        assertThat(increment)
                .isInstanceOfSatisfying(Increment.Postponed.class, postponed -> assertThat(postponed.reason())
                        .startsWith("series pod-a: ")
                        .contains(reason));
    }

    static List<Arguments> oddSeries() {
        return List.of(
                Arguments.of("more failed requests than requests: 8 of 7", series(10, 7, 8, Histogram.EMPTY)),
                Arguments.of(
                        "more failed requests than requests: 2 of 1", series(10, 6, 2, histogram(50, 5, 5, 5, 5, 5))),
                Arguments.of("counts out of range", series(10, -1, 0, Histogram.EMPTY)),
                Arguments.of("not cumulative at edge 50.0", series(10, 9, 0, histogram(90, 6, 5, 9, 9, 9))),
                Arguments.of("not cumulative at edge 50.0", series(10, 9, 0, histogram(90, 8, 7, 9, 9, 9))),
                Arguments.of("no sum of durations", series(10, 9, 0, histogram(Double.NaN, 5, 5, 9, 9, 9))),
                Arguments.of("histogram is gone", series(10, 9, 0, Histogram.EMPTY)),
                Arguments.of(
                        "no bucket without an upper edge",
                        series(10, 9, 0, histogram(new double[] {10, 50}, 90, 8, 9))),
                Arguments.of(
                        "do not ascend",
                        series(10, 9, 0, histogram(new double[] {50, 10, Double.POSITIVE_INFINITY}, 90, 8, 9, 9))));
    }

    /** Expected: {@code counterReset} of the reference vectors (direct differences in Python). */
    @ParameterizedTest
    @MethodSource("resets")
    void followsACounterThroughItsRestarts(long[] scraped, long[] expected) {
        List<Long> increments = new ArrayList<>();

        for (int i = 1; i < scraped.length; i++) {
            Counters before = one(series(i - 1, scraped[i - 1], 0, Histogram.EMPTY));
            Counters after = one(series(i, scraped[i], 0, Histogram.EMPTY));
            increments.add(counted(Tally.increment(before, after)).requests());
        }

        assertThat(increments)
                .containsExactlyElementsOf(
                        java.util.Arrays.stream(expected).boxed().toList());
    }

    static List<Arguments> resets() {
        return List.of(
                Arguments.of(
                        new long[] {2351, 2611, 90, 285, 548, 633, 87, 320, 147},
                        new long[] {260, 90, 195, 263, 85, 87, 233, 147}),
                Arguments.of(
                        new long[] {995, 1135, 1171, 1333, 135, 207, 94, 319, 579},
                        new long[] {140, 36, 162, 135, 72, 94, 225, 260}),
                Arguments.of(
                        new long[] {4500, 4513, 4798, 4873, 5045, 148, 35, 176, 364},
                        new long[] {13, 285, 75, 172, 148, 35, 141, 188}));
    }

    @Test
    void carriesASeriesOverAMissedScrape() {
        Counters first = one(series(0, 100, 0, Histogram.EMPTY));
        Counters third = one(series(20, 130, 1, Histogram.EMPTY));

        Counters carried = Tally.carry(first, NOTHING);

        assertThat(counted(Tally.increment(carried, third))).isEqualTo(new Totals(30, 1, Histogram.EMPTY, 0));
    }

    @Test
    void tellsNewsFromAnOldSample() {
        Counters before = one(new Series(START, 5, 0, Histogram.EMPTY));

        assertThat(Freshness.hasNews(before, before)).isFalse();
        assertThat(Freshness.hasNews(before, NOTHING)).isFalse();
        assertThat(Freshness.hasNews(before, one(new Series(START.plusNanos(1), 5, 0, Histogram.EMPTY))))
                .isTrue();
        assertThat(Freshness.hasNews(NOTHING, before)).isTrue();
    }

    private static Totals counted(Increment increment) {
        assertThat(increment).isInstanceOf(Increment.Counted.class);
        return ((Increment.Counted) increment).totals();
    }
}
