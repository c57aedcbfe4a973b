package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Scraped.AT;
import static io.mirrorexperiment.metrics.Scraped.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnswersTest {
    private static final List<Sample> REQUESTS = List.of(sample("10", "pod", "a", "response_code", "200"));
    private static final List<Sample> TIMES = List.of(sample("1767226200", "pod", "a"));
    private static final List<Sample> BUCKETS =
            List.of(sample("4", "pod", "a", "le", "5"), sample("10", "pod", "a", "le", "+Inf"));
    private static final List<Sample> SUMS = List.of(sample("50", "pod", "a"));
    private static final List<Sample> NONE = List.of();

    @Test
    void putsTheFourAnswersTogetherPodByPod() throws OddAnswerException {
        assertThat(Scraped.read(Scraped.bodies(Scraped.twoPods(AT)))).isEqualTo(Scraped.twoPodsRead(AT));
    }

    @Test
    void leavesTheHistogramEmptyWhereTheMeshHasNone() throws OddAnswerException {
        Reading.Counters counters = new Answers(REQUESTS, TIMES, NONE, NONE).counters(ErrorRule.SERVER);

        assertThat(counters.series().values())
                .extracting(Reading.Series::latency)
                .containsExactly(Reading.Histogram.EMPTY);
    }

    @Test
    void knowsAPodByItsInstanceWhereItHasNoName() throws OddAnswerException {
        Answers answers = new Answers(
                List.of(sample("10", "instance", "10.0.0.1:15020", "response_code", "200")),
                List.of(sample("1767226200", "instance", "10.0.0.1:15020")),
                NONE,
                NONE);

        assertThat(answers.counters(ErrorRule.SERVER).series()).containsOnlyKeys("10.0.0.1:15020");
    }

    @ParameterizedTest(name = "{0} requests, {1} timed")
    @CsvSource({"10, 10", "5, 0", "1000, 0", "5000, 4000", "1000000, 800000", "0, 0", "0, 1000", "1000000, 1010000"})
    void allowsForEnvoysLaterHistograms(long requests, long timed) throws OddAnswerException {
        assertThat(counted(requests, timed).counters(ErrorRule.SERVER).series().values())
                .extracting(Reading.Series::requests)
                .containsExactly(requests);
    }

    @ParameterizedTest(name = "{0} requests, {1} timed")
    @CsvSource({"1001, 0", "5001, 3999", "1000000, 799999", "0, 1001", "1000000, 1010001"})
    void refusesHistogramsThatAreNotOfTheseRequests(long requests, long timed) {
        assertThatThrownBy(() -> counted(requests, timed).counters(ErrorRule.SERVER))
                .hasMessageContaining(requests + " requests were counted but " + timed + " were timed");
    }

    static Stream<Arguments> oddities() {
        Sample otherPod = sample("1", "pod", "b", "response_code", "200");
        return Stream.of(
                odd("different pods", with(REQUESTS, otherPod), TIMES, BUCKETS, SUMS),
                odd("different pods", REQUESTS, NONE, BUCKETS, SUMS),
                odd("different pods", REQUESTS, with(TIMES, sample("1767226200", "pod", "b")), BUCKETS, SUMS),
                odd("different pods", REQUESTS, TIMES, NONE, SUMS),
                odd("different pods", REQUESTS, TIMES, BUCKETS, NONE),
                odd("different pods", REQUESTS, TIMES, with(BUCKETS, sample("1", "pod", "b", "le", "+Inf")), SUMS),
                odd("neither a pod nor an instance", List.of(sample("1", "response_code", "200")), TIMES, NONE, NONE),
                odd("same series twice", with(REQUESTS, REQUESTS.get(0)), TIMES, BUCKETS, SUMS),
                odd("2 sample times for a", REQUESTS, with(TIMES, TIMES.get(0)), BUCKETS, SUMS),
                odd("2 latency sums for a", REQUESTS, TIMES, BUCKETS, with(SUMS, SUMS.get(0))),
                odd("NaN", List.of(sample("NaN", "pod", "a", "response_code", "200")), TIMES, BUCKETS, SUMS),
                odd("NaN", REQUESTS, List.of(sample("NaN", "pod", "a")), BUCKETS, SUMS),
                odd("NaN", REQUESTS, TIMES, with(BUCKETS, sample("NaN", "pod", "a", "le", "7")), SUMS),
                odd("NaN", REQUESTS, TIMES, BUCKETS, List.of(sample("NaN", "pod", "a"))),
                odd("negative", REQUESTS, TIMES, BUCKETS, List.of(sample("-1", "pod", "a"))),
                odd("whole", REQUESTS, TIMES, with(BUCKETS, sample("4.5", "pod", "a", "le", "7")), SUMS),
                odd("two latency buckets", REQUESTS, TIMES, with(BUCKETS, sample("4", "pod", "a", "le", "5.0")), SUMS),
                odd("not cumulative", REQUESTS, TIMES, with(BUCKETS, sample("3", "pod", "a", "le", "7")), SUMS),
                odd("without its +Inf", REQUESTS, TIMES, List.of(BUCKETS.get(0)), SUMS),
                odd("no number of milliseconds", REQUESTS, TIMES, with(BUCKETS, sample("1", "pod", "a")), SUMS),
                odd(
                        "no number of milliseconds",
                        REQUESTS,
                        TIMES,
                        with(BUCKETS, sample("1", "pod", "a", "le", "x")),
                        SUMS),
                odd(
                        "no number of milliseconds",
                        REQUESTS,
                        TIMES,
                        with(BUCKETS, sample("1", "pod", "a", "le", "-1")),
                        SUMS),
                odd("more than 2^53 requests", huge(), TIMES, BUCKETS, SUMS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddities")
    void refusesAnswersThatAreNoEvidence(String why, Answers answers) {
        assertThatThrownBy(() -> answers.counters(ErrorRule.SERVER))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesToCountAPodTwiceThatTwoJobsScrape() {
        Answers answers = new Answers(
                List.of(
                        sample("10", "pod", "a", "instance", "10.0.0.1:15020", "job", "pods", "response_code", "200"),
                        sample("10", "pod", "a", "instance", "10.0.0.1:15090", "job", "envoy", "response_code", "200")),
                List.of(
                        sample("1767226200", "pod", "a", "instance", "10.0.0.1:15020", "job", "pods"),
                        sample("1767226200", "pod", "a", "instance", "10.0.0.1:15090", "job", "envoy")),
                NONE,
                NONE);

        assertThatThrownBy(() -> answers.counters(ErrorRule.SERVER))
                .hasMessage(
                        "pod a is scraped more than once (job pods, instance 10.0.0.1:15020; job envoy, instance"
                                + " 10.0.0.1:15090), so each of its requests would count twice; keep one scrape job for the proxies");
    }

    private static Answers counted(long requests, long timed) {
        return new Answers(
                List.of(sample(Long.toString(requests), "pod", "a", "response_code", "200")),
                TIMES,
                List.of(sample(Long.toString(timed), "pod", "a", "le", "+Inf")),
                SUMS);
    }

    private static List<Sample> huge() {
        String half = Long.toString(1L << 52);
        return List.of(
                sample(half, "pod", "a", "response_code", "200"), sample(half, "pod", "a", "response_code", "201"));
    }

    private static List<Sample> with(List<Sample> samples, Sample one) {
        return Stream.concat(samples.stream(), Stream.of(one)).toList();
    }

    private static Arguments odd(
            String why, List<Sample> requests, List<Sample> times, List<Sample> buckets, List<Sample> sums) {
        return Arguments.of(why, new Answers(requests, times, buckets, sums));
    }
}
