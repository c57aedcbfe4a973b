package io.mirrorexperiment.conformance;

import static io.mirrorexperiment.conformance.Given.atLeast;
import static io.mirrorexperiment.conformance.Given.atMost;
import static io.mirrorexperiment.conformance.Given.capped;
import static io.mirrorexperiment.conformance.Given.errors;
import static io.mirrorexperiment.conformance.Given.latencies;
import static io.mirrorexperiment.conformance.Given.overLive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialRuleTest {
    private static final SequentialRule RULE = new SequentialRule(Promise.USUAL);
    private static final Moment RIPE = new Moment(3, true, true, false);
    private static final Moment LAST = new Moment(60, true, true, true);

    /** 570: the table of section 5.10 of the method's description. */
    @Test
    void anErrorFreeVersionIsPromotedAtItsFiveHundredAndSeventiethRequest() {
        Objective objective = atMost("error-rate", .01);

        assertThat(judged(RIPE, errors(0, 569), objective).verdict()).isEqualTo(Verdict.UNDECIDED);
        Judgement promoted = judged(RIPE, errors(0, 570), objective);

        assertThat(promoted.verdict()).isEqualTo(Verdict.CONFORMS);
        assertThat(promoted.because()).contains("0 % of 570 requests", "error rate at most 1 % (99 %)");
    }

    @Test
    void nothingIsPromotedBeforeTheThirdLookOrTheEndOfTheSoakButRolledBackAtOnce() {
        Objective objective = atMost("error-rate", .01);
        Moment second = new Moment(2, true, true, false);
        Moment soaking = new Moment(30, true, false, false);

        assertThat(judged(second, errors(0, 9000), objective).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(judged(soaking, errors(0, 9000), objective).because()).contains("end of the soak");
        assertThat(judged(soaking, errors(60, 600), objective).verdict()).isEqualTo(Verdict.VIOLATES);
        assertThat(judged(new Moment(1, true, false, false), errors(60, 600), objective)
                        .verdict())
                .isEqualTo(Verdict.VIOLATES);
    }

    @Test
    void aLookWithoutRequestsDecidesNothing() {
        Moment silent = new Moment(3, false, true, false);

        assertThat(judged(silent, errors(0, 9000), atMost("error-rate", .01)).verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void everyObjectiveMustBeShownAndTheOpenOnesAreNamed() {
        Totals fast = latencies(4000, 0, 570, 570, 570, 570);

        Judgement judgement = judged(RIPE, fast, atMost("error-rate", .01), atMost("latency-p99.9", 100));

        assertThat(judgement.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(judgement.because())
                .contains("latency-p99.9 ≤ 100 ms: evidence", "of 100 : 1", "requests left")
                .doesNotContain("error-rate");
    }

    /** Section 5.10: 6.9 % is where lnP(80, 0, m) = ln 100. */
    @Test
    void theEvidenceSaysWhatItAmountsTo() {
        Evidence evidence =
                weigh(errors(0, 80), atMost("error-rate", .01)).get(0).evidence();

        assertThat(evidence.upper().orElseThrow()).isCloseTo(.069, within(.0005));
        assertThat(evidence.weight().orElseThrow().words())
                .isEqualTo("error rate at most 6.92 % (99 %); 490 more error-free requests would show ≤ 1 %");
    }

    @Test
    void theMeanOverObjectivesRollsBackAndTheWorstObjectiveIsBlamed() {
        Totals slow = latencies(60_000, 0, 300, 500, 600, 600);

        List<Assessment> now = weigh(slow, atMost("error-rate", .01), atMost("latency-p95", 100));

        assertThat(now).extracting(Assessment::standing).containsExactly(Standing.MET, Standing.BREACHED);
        assertThat(RULE.judge(now, RIPE).because())
                .contains("latency-p95 ≤ 100 ms", "that it is broken")
                .doesNotContain("error-rate");
    }

    /** At the end too little traffic is told from a version that sits on its limit. */
    @Test
    void anInconclusiveEndTellsTooLittleTrafficFromTooClose() {
        Judgement little = judged(LAST, errors(0, 200), atMost("error-rate", .01));
        Judgement close = judged(LAST, errors(121, 12_000), atMost("error-rate", .01));

        assertThat(little.cause()).isEqualTo(Cause.NO_EVIDENCE);
        assertThat(little.because()).contains("too little traffic", "about 570 requests", "about 4,019");
        assertThat(close.cause()).isEqualTo(Cause.TOO_CLOSE);
        assertThat(close.because()).contains("at most 1.38 %", "at least 0.76 %");
    }

    @Test
    void toleranceEasesPromotionAndTheBurstFactorThinsEverything() {
        SequentialRule easy = new SequentialRule(new Promise(.01, .05, .5, 1, .8, 3));
        SequentialRule thin = new SequentialRule(new Promise(.01, .05, 0, 3, .8, 3));
        List<Objective> objective = List.of(atMost("error-rate", .01));

        assertThat(standing(easy, objective, errors(0, 400))).isEqualTo(Standing.MET);
        assertThat(standing(RULE, objective, errors(0, 400))).isEqualTo(Standing.UNDECIDED);
        assertThat(standing(thin, objective, errors(0, 1709))).isEqualTo(Standing.UNDECIDED);
        assertThat(standing(thin, objective, errors(0, 1710))).isEqualTo(Standing.MET);
    }

    @Test
    void aVersionIsComparedWithTheLiveOneAlthoughTheyGotUnequalTraffic() {
        Objective relative = overLive("error-rate", .02);
        Seen good = new Seen(errors(10, 2000), errors(50, 9000));
        Seen bad = new Seen(errors(200, 2000), errors(50, 9000));
        Seen lonely = new Seen(errors(0, 2000), Totals.NONE);

        assertThat(standing(RULE, good, relative)).isEqualTo(Standing.MET);
        assertThat(standing(RULE, bad, relative)).isEqualTo(Standing.BREACHED);
        assertThat(standing(RULE, lonely, relative)).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void pairsAreUsedWhereTheRuleIsToldSo() {
        SequentialRule paired = new SequentialRule(Promise.USUAL, true);
        Seen seen = new Seen(Totals.NONE, Totals.NONE, new Pairs(40, 10, 12, 6000));

        assertThat(standing(paired, seen, overLive("error-rate", .005))).isEqualTo(Standing.MET);
        assertThat(standing(paired, Seen.NOTHING, overLive("error-rate", .005))).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void whatCannotBeWeighedIsNeverMet() {
        Totals fine = latencies(4000, 9000, 9000, 9000, 9000, 9000);

        assertThat(weigh(fine, atLeast("error-rate", .0)).get(0).standing()).isEqualTo(Standing.UNDECIDED);
        assertThat(weigh(fine, atMost("error-count", 5)).get(0).standing()).isEqualTo(Standing.UNDECIDED);
        assertThat(weigh(fine, overLive("latency-p95", 5)).get(0).standing()).isEqualTo(Standing.UNDECIDED);
        assertThat(weigh(fine, capped(50, 40)).get(0).standing()).isEqualTo(Standing.UNDECIDED);
        assertThat(weigh(Totals.NONE, atMost("latency-p95", 100)).get(0).standing())
                .isEqualTo(Standing.UNDECIDED);
        assertThat(RULE.judge(List.of(), LAST).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aLimitBetweenTwoEdgesCountsAgainstBothDecisions() {
        Totals between = latencies(300_000, 0, 0, 0, 2000, 2000);

        assertThat(weigh(between, atMost("latency-p95", 200)).get(0).standing()).isEqualTo(Standing.UNDECIDED);
        assertThat(weigh(between, atMost("latency-p95", 250)).get(0).standing()).isEqualTo(Standing.MET);
        assertThat(weigh(between, atMost("latency-p95", 100)).get(0).standing()).isEqualTo(Standing.BREACHED);
    }

    private static Judgement judged(Moment moment, Totals dark, Objective... objectives) {
        return RULE.judge(weigh(dark, objectives), moment);
    }

    private static List<Assessment> weigh(Totals dark, Objective... objectives) {
        return weigh(RULE, new Seen(dark, Totals.NONE), List.of(objectives));
    }

    private static Standing standing(Rule rule, List<Objective> objective, Totals dark) {
        return weigh(rule, new Seen(dark, Totals.NONE), objective).get(0).standing();
    }

    private static Standing standing(Rule rule, Seen seen, Objective objective) {
        return weigh(rule, seen, List.of(objective)).get(0).standing();
    }

    private static List<Assessment> weigh(Rule rule, Seen seen, List<Objective> objectives) {
        return rule.weigh(objectives, new Sample(seen, seen, Ledger.EMPTY)).assessments();
    }
}
