package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class PointRuleProperties {
    private static final PointRule RULE = new PointRule(false);

    @Property(tries = 3000)
    void nothingOddOrAbsentBecomesAPass(
            @ForAll("objectives") List<Objective> objectives,
            @ForAll("totals") Totals dark,
            @ForAll("totals") Totals live) {
        Judgement judgement = RULE.judge(RULE.assess(objectives, dark, live), true);

        if (judgement.verdict() == Verdict.CONFORMS) {
            assertThat(objectives).isNotEmpty();
            assertThat(dark.requests()).isPositive();
            assertThat(dark.bad()).isBetween(0L, dark.requests());
            assertThat(RULE.assess(objectives, dark, live)).allSatisfy(PointRuleProperties::showsThatItIsMet);
        }
    }

    @Property(tries = 3000)
    void noAssessmentsPassUnlessAllAreMetOnEvidence(@ForAll("assessments") List<Assessment> assessments) {
        Judgement judgement = RULE.judge(assessments, true);

        if (judgement.verdict() == Verdict.CONFORMS) {
            assertThat(assessments)
                    .isNotEmpty()
                    .allMatch(each -> each.standing() == Standing.MET
                            && each.evidence().requests() > 0
                            && Double.isFinite(each.evidence().value().orElse(Double.NaN)));
        }
        assertThat(judgement.verdict()).isNotEqualTo(Verdict.UNDECIDED);
    }

    @Property
    void aMoreGenerousLimitNeverMakesAWorseVerdict(
            @ForAll("metrics") Metric metric,
            @ForAll("totals") Totals dark,
            @ForAll @DoubleRange(max = 300) double limit,
            @ForAll @DoubleRange(max = 300) double more) {
        Verdict strict = verdict(metric, new Limit.AtMost(limit), dark);
        Verdict generous = verdict(metric, new Limit.AtMost(limit + more), dark);

        assertThat(rank(generous)).isGreaterThanOrEqualTo(rank(strict));
        assertThat(rank(verdict(metric, new Limit.AtLeast(limit), dark)))
                .isGreaterThanOrEqualTo(rank(verdict(metric, new Limit.AtLeast(limit + more), dark)));
    }

    private static void showsThatItIsMet(Assessment assessment) {
        double value = assessment.evidence().value().orElseThrow();
        assertThat(value).isFinite();
        assertThat(assessment.evidence().requests()).isPositive();
        if (assessment.objective().limit() instanceof Limit.AtMost most) {
            assertThat(value).isLessThanOrEqualTo(most.value());
        } else if (assessment.objective().limit() instanceof Limit.AtLeast least) {
            assertThat(value).isGreaterThanOrEqualTo(least.value());
        } else {
            assertThat(assessment.evidence().live()).isPresent();
        }
    }

    private static Verdict verdict(Metric metric, Limit limit, Totals dark) {
        Objective objective = new Objective(metric, limit, OptionalDouble.empty());
        return RULE.judge(RULE.assess(List.of(objective), dark, Totals.NONE), true)
                .verdict();
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case VIOLATES -> 0;
            case INCONCLUSIVE, UNDECIDED -> 1;
            case CONFORMS -> 2;
        };
    }

    @Provide
    static Arbitrary<Totals> totals() {
        return Odd.totals();
    }

    @Provide
    static Arbitrary<Metric> metrics() {
        return Arbitraries.of(
                        "request-count", "error-count", "error-rate", "latency-mean", "latency-p50", "latency-p99")
                .map(name -> Metric.named(name).orElseThrow());
    }

    @Provide
    static Arbitrary<List<Objective>> objectives() {
        Arbitrary<Limit> limit = Combinators.combine(
                        Arbitraries.integers().between(0, 2), Arbitraries.of(0.0, .01, 1.0, 40.0, 250.0, 1e9))
                .as((kind, value) -> switch (kind) {
                    case 0 -> new Limit.AtMost(value);
                    case 1 -> new Limit.AtLeast(value);
                    default -> new Limit.AtMostOverLive(value);
                });
        Arbitrary<OptionalDouble> cap = Arbitraries.of(OptionalDouble.empty(), OptionalDouble.of(100));
        return Combinators.combine(metrics(), limit, cap)
                .as((metric, bound, most) -> new Objective(
                        metric, bound, metric.equals(Metric.LATENCY_MEAN) ? most : OptionalDouble.empty()))
                .list()
                .ofMaxSize(3);
    }

    @Provide
    static Arbitrary<List<Assessment>> assessments() {
        Arbitrary<OptionalDouble> value = Arbitraries.of(
                OptionalDouble.empty(),
                OptionalDouble.of(.5),
                OptionalDouble.of(Double.NaN),
                OptionalDouble.of(Double.POSITIVE_INFINITY));
        Arbitrary<Evidence> evidence = Combinators.combine(
                        value, Arbitraries.longs().between(-1, 3))
                .as((shown, requests) -> new Evidence(
                        shown, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), requests, ""));
        return Combinators.combine(Arbitraries.of(Standing.class), evidence)
                .as((standing, shown) -> new Assessment(Given.atMost("error-rate", 1), standing, shown))
                .list()
                .ofMaxSize(3);
    }
}
