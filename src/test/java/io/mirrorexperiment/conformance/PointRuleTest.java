package io.mirrorexperiment.conformance;

import static io.mirrorexperiment.conformance.Given.atLeast;
import static io.mirrorexperiment.conformance.Given.atMost;
import static io.mirrorexperiment.conformance.Given.capped;
import static io.mirrorexperiment.conformance.Given.errors;
import static io.mirrorexperiment.conformance.Given.latencies;
import static io.mirrorexperiment.conformance.Given.overLive;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointRuleTest {
    private static final PointRule RULE = new PointRule(false);
    private static final PointRule FAST = new PointRule(true);

    @Test
    void conformsWhenEveryObjectiveIsMetAtTheEnd() {
        Judgement judgement =
                last(errors(4, 1284), Totals.NONE, atMost("error-rate", .01), atLeast("request-count", 1000));

        assertThat(judgement.verdict()).isEqualTo(Verdict.CONFORMS);
        assertThat(judgement.cause()).isEqualTo(Cause.OBJECTIVES_MET);
        assertThat(judgement.because()).contains("error-rate ≤ 0.01: 0.31 % of 1,284 requests (4 errors)");
    }

    @Test
    void allowsTheLimitItself() {
        assertThat(standing(atMost("error-rate", .01), errors(1, 100))).isEqualTo(Standing.MET);
        assertThat(standing(atLeast("request-count", 100), errors(1, 100))).isEqualTo(Standing.MET);
        assertThat(standing(atMost("error-rate", .0099), errors(1, 100))).isEqualTo(Standing.BREACHED);
    }

    @Test
    void violatesAtTheEndNamingValueAndLimit() {
        Judgement judgement =
                last(errors(60, 1200), Totals.NONE, atMost("latency-p95", 100), atMost("error-rate", .01));

        assertThat(judgement)
                .isEqualTo(new Judgement(
                        Verdict.VIOLATES,
                        Cause.OBJECTIVE_BREACHED,
                        "error-rate ≤ 0.01: 5 % of 1,200 requests (60 errors)"));
    }

    @Test
    void goesOnBeforeTheEnd() {
        List<Assessment> breached = RULE.assess(List.of(atMost("error-rate", .01)), errors(60, 1200), Totals.NONE);

        assertThat(RULE.judge(breached, false).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(RULE.judge(List.of(), false).verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void endsEarlyOnABreachIfAskedTo() {
        List<Assessment> breached = FAST.assess(List.of(atMost("error-rate", .01)), errors(60, 1200), Totals.NONE);

        assertThat(FAST.judge(breached, false).verdict()).isEqualTo(Verdict.VIOLATES);
    }

    @Test
    void doesNotEndEarlyForACountThatStillGrows() {
        List<Assessment> few = FAST.assess(List.of(atLeast("request-count", 1000)), errors(0, 200), Totals.NONE);

        assertThat(FAST.judge(few, false).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(FAST.judge(few, true).verdict()).isEqualTo(Verdict.VIOLATES);
    }

    @Test
    void isInconclusiveWithoutRequests() {
        Judgement judgement = last(Totals.NONE, errors(0, 10), atMost("error-rate", .01), atMost("request-count", 5));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.cause()).isEqualTo(Cause.NO_EVIDENCE);
        assertThat(judgement.because()).contains("error-rate ≤ 0.01: no requests");
    }

    @Test
    void isInconclusiveWithoutObjectives() {
        assertThat(RULE.judge(List.of(), true).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void isInconclusiveIfOnlyOneObjectiveHasNoEvidence() {
        Judgement judgement = last(errors(0, 500), Totals.NONE, atMost("error-rate", .01), atMost("latency-p95", 100));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.because()).isEqualTo("no evidence for latency-p95 ≤ 100 ms: no latency histogram");
    }

    @Test
    void doesNotBelieveCountersThatContradictThemselves() {
        assertThat(standing(atMost("error-rate", 5), errors(7, 2))).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void breachesAnUpperLimitByAQuantileBeyondTheLastEdge() {
        Totals slow = latencies(30_000, 0, 50, 80, 90, 100);

        assertThat(standing(atMost("latency-p95", 100), slow)).isEqualTo(Standing.BREACHED);
        assertThat(standing(atMost("latency-p95", 250), slow)).isEqualTo(Standing.BREACHED);
        assertThat(standing(atMost("latency-p95", 9000), slow)).isEqualTo(Standing.BREACHED);
        assertThat(standing(atLeast("latency-p95", 250), slow)).isEqualTo(Standing.MET);
        assertThat(standing(atLeast("latency-p95", 251), slow)).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void decidesACappedMeanOnlyWhereTheHistogramCanTell() {
        Totals totals = latencies(3400, 0, 90, 90, 90, 100);

        assertThat(standing(capped(19, 100), totals)).isEqualTo(Standing.MET);
        assertThat(standing(capped(18.99, 100), totals)).isEqualTo(Standing.BREACHED);
        assertThat(standing(capped(27, 100), latencies(30_000, 0, 90, 90, 90, 100)))
                .isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void comparesWithLive() {
        Objective objective = overLive("error-rate", .1);

        assertThat(standing(objective, errors(80, 100), errors(70, 100))).isEqualTo(Standing.MET);
        assertThat(standing(objective, errors(81, 100), errors(70, 100))).isEqualTo(Standing.BREACHED);
        assertThat(standing(objective, errors(0, 100), Totals.NONE)).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void comparesQuantilesBeyondTheLastEdgeWithCare() {
        Totals fast = latencies(3000, 10, 95, 100, 100, 100);
        Totals beyond = latencies(30_000, 0, 50, 80, 90, 100);
        Objective objective = overLive("latency-p95", 1000);

        assertThat(standing(objective, beyond, fast)).isEqualTo(Standing.BREACHED);
        assertThat(standing(objective, fast, beyond)).isEqualTo(Standing.MET);
        assertThat(standing(objective, beyond, beyond)).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void comparesNoCountsOfAShareAndTheWhole() {
        assertThat(standing(overLive("error-count", 0), errors(5, 10), errors(5, 1000)))
                .isEqualTo(Standing.UNDECIDED);
    }

    private static Judgement last(Totals dark, Totals live, Objective... objectives) {
        return RULE.judge(RULE.assess(List.of(objectives), dark, live), true);
    }

    private static Standing standing(Objective objective, Totals dark) {
        return standing(objective, dark, Totals.NONE);
    }

    private static Standing standing(Objective objective, Totals dark, Totals live) {
        return RULE.assess(List.of(objective), dark, live).get(0).standing();
    }
}
