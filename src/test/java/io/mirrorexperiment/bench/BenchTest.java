package io.mirrorexperiment.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mirrorexperiment.bench.LimitTable.Errors;
import io.mirrorexperiment.experiment.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A small part of the benchmark, so that it goes on to measure what it says; the numbers themselves are in docs/decision-quality.md. */
class BenchTest {
    private static final Trials FEW = new Trials(7, 300);

    static List<Limits.Cell> cells() {
        return Limits.cells();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theShortLaneDecidesAsTheRuleDoes(Limits.Cell cell) {
        assertThat(new Agreement(cell.bound(), cell.version(), 60).check(FEW.first(4)))
                .isEqualTo(240);
    }

    /** 300 runs of which 1 % may err: more than 12 come once in 10,000 times; of 5 %, more than 31. */
    @ParameterizedTest
    @MethodSource("cells")
    void whoIsAtTheLimitIsSeldomPromotedAndSeldomRolledBack(Limits.Cell cell) {
        Errors errors = new LimitTable(30, FEW).errors(cell);

        assertThat(errors.promotions().count()).isLessThanOrEqualTo(12);
        if (cell.conforms()) {
            assertThat(errors.rollbacks().count()).isLessThanOrEqualTo(31);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "0.005", "0.02", "0.05"})
    void noVersionTakesHalfAsManyRequestsAgainAsAnOracleNeeds(double rate) {
        assertThat(new OracleTable(FEW).errors(200, rate).value()).isBetween(.9, 1.5);
    }

    /** reference: 1.21 and 1.26 over 1,500 runs. */
    @Test
    void quantilesTakeAboutAsMany() {
        assertThat(new OracleTable(FEW).quantile(20, 70).value()).isCloseTo(1.21, within(.12));
        assertThat(new OracleTable(FEW).quantile(20, 110).value()).isCloseTo(1.26, within(.12));
    }

    /**
     * One interval with 200 requests in the mean, at the limit: P(good ≥ 99 bad), good ~ Poisson(198) and bad ~ Poisson(2), is 0.5439
     * (a double sum of Poisson terms); all of five: 0.0476.
     */
    @ParameterizedTest
    @CsvSource({"1, 0.544", "5, 0.048"})
    void flaggerHoldsEachIntervalAloneToTheLimit(int intervals, double expected) {
        SplittableRandom chance = new SplittableRandom(5);
        Course course = new Course(20, intervals);

        long promoted = IntStream.range(0, 4000)
                .filter(run -> new FlaggerModel(1).judge(course, .01, chance).verdict() == Verdict.CONFORMS)
                .count();

        assertThat(promoted / 4000.0).isCloseTo(expected, within(.03));
    }

    @ParameterizedTest
    @CsvSource({"0, CONFORMS", "0.2, VIOLATES"})
    void everyGateKnowsTheBestFromTheWorst(double share, Verdict expected) {
        Course course = new Course(20, 30);

        for (GateRule rule : PeerTable.RULES) {
            assertThat(rule.judge(course, share, new SplittableRandom(3)).verdict())
                    .as(rule.words())
                    .isEqualTo(expected);
        }
    }

    /** R 4.3: wilcox.test(c(3,5,8,9), c(1,2,4), exact=FALSE, conf.int=TRUE)$estimate is 4.0 to its tolerance. */
    @Test
    void theShiftOfTwoSeriesIsTheirTypicalDifference() {
        MannWhitney test = new MannWhitney(new double[] {3, 5, 8, 9}, new double[] {1, 2, 4});

        assertThat(test.shift(0)).isBetween(3.0, 5.0);
        assertThat(test.shift(2.33)).isLessThan(0.5);
        assertThat(new MannWhitney(new double[] {1, 1}, new double[] {1}).tied())
                .isTrue();
    }
}
