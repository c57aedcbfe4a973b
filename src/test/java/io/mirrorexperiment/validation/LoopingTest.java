package io.mirrorexperiment.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Loops of an experiment on counters of one pod, unless said otherwise. */
class LoopingTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T08:00:00Z");
    private static final Reading ABSENT = new Reading.Absent("no series");
    private static final Reading MISSING = new Reading.Missing("no answer");

    private static final Validation ASKED =
            asked(Slo.atMost("istio/error-rate", .1), Slo.atMost("istio/latency-mean", 100));

    /** Iter8 told the pod's lifetime: reference B3 a. */
    @Test
    void whatWasCountedBeforeTheBeginningDoesNotCount() {
        Course course = looped(ASKED, pod(0, 1000, 900, 90_000), pod(60, 1010, 901, 90_500));

        Loop loop = last(course);
        assertThat(loop.requests()).isEqualTo(10);
        assertThat(loop.errors()).isEqualTo(1);
        assertThat(value(loop, "istio/error-rate")).hasValue(.1);
        assertThat(value(loop, "istio/latency-mean")).hasValue(50);
        assertThat(value(loop, "istio/request-count")).hasValue(10);
        assertThat(loop.trouble()).isEmpty();
    }

    /** Both limits belong to what is allowed, as with Iter8. */
    @Test
    void aValueEqualToItsLimitKeepsIt() {
        Course course = looped(ASKED, pod(0, 0, 0, 0), pod(60, 10, 1, 1000));

        assertThat(last(course).standings()).allMatch(Loop.Standing::satisfied);
        assertThat(Summary.of(ASKED, course).slosSatisfied()).isTrue();
    }

    @Test
    void aValueBeyondItsLimitBreaksIt() {
        Course course = looped(ASKED, pod(0, 0, 0, 0), pod(60, 10, 2, 1010));

        assertThat(last(course).standings()).noneMatch(Loop.Standing::satisfied);
        assertThat(last(course).standings().get(0).words()).contains("20 % of 10 requests (2 errors)");
    }

    @Test
    void evidenceStandsBesideAValueWithoutDeciding() {
        Course course = looped(ASKED, pod(0, 0, 0, 0), pod(60, 1000, 0, 1000));

        assertThat(last(course).standings().get(0).words()).contains("0 % of 1,000 requests", " : 1 that it is kept");
    }

    @Test
    void withoutRequestsCountsAreZeroRatesUnknownAndNothingIsSatisfied() {
        Validation counting = asked(Slo.atMost("istio/error-count", 0), Slo.atMost("istio/error-rate", 0));

        Course course = looped(counting, pod(0, 5, 0, 50), pod(60, 5, 0, 50));

        Loop loop = last(course);
        assertThat(value(loop, "istio/error-count")).hasValue(0);
        assertThat(value(loop, "istio/error-rate")).isEmpty();
        assertThat(loop.trouble()).isEmpty();
        assertThat(loop.standings()).noneMatch(Loop.Standing::satisfied);
        assertThat(Summary.of(counting, course).remarks()).anyMatch(remark -> remark.contains("there is no evidence"));
    }

    @Test
    void aLoopWithoutValuesHasNoneHoweverGoodTheOneBeforeWas() {
        Course good = looped(ASKED, pod(0, 0, 0, 0), pod(60, 10, 0, 1000));
        assertThat(Summary.of(ASKED, good).slosSatisfied()).isTrue();

        for (Reading odd : List.of(ABSENT, MISSING, new Reading.Gauge(BEGIN, 1))) {
            Course course = new Looping(ASKED).next(good, MISSING, odd, BEGIN.plusSeconds(120));

            assertThat(last(course).number()).isEqualTo(2);
            assertThat(last(course).readings()).allMatch(each -> each.value().isEmpty());
            assertThat(last(course).trouble()).isNotEmpty();
            Summary summary = Summary.of(ASKED, course);
            assertThat(summary.noFailure()).isFalse();
            assertThat(summary.slosSatisfied()).isFalse();
            assertThat(summary.slos()).hasSize(2).noneMatch(Summary.Row::satisfied);
        }
    }

    @Test
    void aLoopAfterATroubledOneCountsWhatThatOneMissed() {
        Course good = looped(ASKED, pod(0, 0, 0, 0), pod(60, 10, 0, 1000));
        Course troubled = new Looping(ASKED).next(good, MISSING, MISSING, BEGIN.plusSeconds(120));

        Course healed = new Looping(ASKED).next(troubled, MISSING, pod(180, 30, 0, 3000), BEGIN.plusSeconds(180));

        assertThat(last(healed).requests()).isEqualTo(30);
        assertThat(Summary.of(ASKED, healed).slosSatisfied()).isTrue();
    }

    @Test
    void nothingIsCountedBeforeTheBeginningIsKnown() {
        Course course = looped(ASKED, MISSING, pod(60, 10, 0, 1000));

        assertThat(course.count()).isEmpty();
        assertThat(last(course).trouble())
                .singleElement()
                .asString()
                .contains("when the experiment began", "no answer");

        Course known = new Looping(ASKED).next(course, pod(0, 4, 0, 40), pod(120, 20, 0, 200), BEGIN.plusSeconds(120));
        assertThat(last(known).requests()).isEqualTo(16);
    }

    @Test
    void aWorkloadThatWasNotThereAtTheBeginningCountsFromZero() {
        assertThat(last(looped(ASKED, ABSENT, pod(60, 10, 0, 1000))).requests()).isEqualTo(10);
        assertThat(last(looped(ASKED, ABSENT, ABSENT)).trouble()).isNotEmpty();
    }

    /** A restart resets counters; Iter8's last value then fell, and took the rate of errors with it. */
    @Test
    void aRestartLosesNothingThatWasSeen() {
        Course course = looped(ASKED, pod(0, 0, 0, 0), pod(60, 100, 10, 1000));

        Course restarted = new Looping(ASKED).next(course, MISSING, pod(120, 20, 0, 200), BEGIN.plusSeconds(120));

        assertThat(last(restarted).requests()).isEqualTo(120);
        assertThat(last(restarted).errors()).isEqualTo(10);
    }

    @Test
    void theShareWithinHalfASecondIsThatOfItsBucket() {
        Validation within = asked(Slo.atLeast("istio/le500ms-latency-percentile", .9));

        Course course = looped(within, pod(0, 0, 0, 0), pod(60, 10, 0, 1000));

        assertThat(value(last(course), "istio/le500ms-latency-percentile")).hasValue(.9);
        assertThat(last(course).standings()).allMatch(Loop.Standing::satisfied);
    }

    @Test
    void aPercentileAboveTheLastEdgeKeepsNoUpperLimit() {
        Validation tail = asked(Slo.atMost("istio/latency-p99", 600));

        Course course = looped(tail, pod(0, 0, 0, 0), pod(60, 10, 0, 1000));

        assertThat(value(last(course), "istio/latency-p99")).hasValue(500);
        assertThat(last(course).standings()).noneMatch(Loop.Standing::satisfied);
    }

    @Test
    void withoutObjectivesNothingIsEverSatisfied() {
        Validation nothing = asked();

        Summary summary = Summary.of(nothing, looped(nothing, pod(0, 0, 0, 0), pod(60, 10, 0, 1000)));

        assertThat(summary.completed()).isTrue();
        assertThat(summary.noFailure()).isTrue();
        assertThat(summary.slosSatisfied()).isFalse();
    }

    @Test
    void beforeALoopEndedEveryObjectiveHasItsRow() {
        Summary summary = Summary.of(ASKED, Course.launched(ASKED, 1, BEGIN));

        assertThat(summary.completed()).isFalse();
        assertThat(summary.slos()).hasSize(2).noneMatch(Summary.Row::satisfied);
        assertThat(summary.remarks()).contains("no loop has ended yet");
    }

    @Test
    void onlyTheNewestLoopsAreKeptButAllAreCounted() {
        Course course = Course.launched(ASKED, 1, BEGIN);
        for (int i = 1; i <= Course.KEPT + 5; i++) {
            course = new Looping(ASKED).next(course, ABSENT, pod(60L * i, i, 0, i), BEGIN.plusSeconds(60L * i));
        }

        assertThat(course.loops()).isEqualTo(Course.KEPT + 5);
        assertThat(course.recent()).hasSize(Course.KEPT);
        assertThat(last(course).number()).isEqualTo(Course.KEPT + 5);
    }

    @Test
    void anObjectiveWithoutALimitIsNeverKept() {
        Slo none = new Slo("istio/error-rate", OptionalDouble.empty(), OptionalDouble.empty());

        assertThat(none.allows(0)).isFalse();
    }

    private static Course looped(Validation asked, Reading beginning, Reading now) {
        return new Looping(asked).next(Course.launched(asked, 1, BEGIN), beginning, now, BEGIN.plusSeconds(60));
    }

    private static Loop last(Course course) {
        return course.last().orElseThrow();
    }

    private static OptionalDouble value(Loop loop, String metric) {
        return loop.readings().stream()
                .filter(each -> each.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** One request in ten takes more than half a second. */
    private static Reading pod(long seconds, long requests, long errors, double sum) {
        long within = requests - requests / 10;
        Histogram latency = new Histogram(
                List.of(new Bucket(1, 0), new Bucket(500, within), new Bucket(Double.POSITIVE_INFINITY, requests)),
                sum);
        return new Counters(Map.of("pod-1", new Series(BEGIN.plusSeconds(seconds), requests, errors, latency)));
    }

    private static Validation asked(Slo... slos) {
        MetricsSystem system = new MetricsSystem(
                URI.create("http://127.0.0.1:1"),
                new MetricsSystem.Auth.None(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "destination",
                Duration.ofSeconds(5));
        List<Indicator> indicators = new ArrayList<>(Indicator.catalogue());
        for (Slo slo : slos) {
            Indicator.named(slo.metric())
                    .filter(each -> !indicators.contains(each))
                    .ifPresent(indicators::add);
        }
        return new Validation(
                system, new Population("default", "httpbin-v2"), Optional.empty(), indicators, List.of(slos));
    }
}
