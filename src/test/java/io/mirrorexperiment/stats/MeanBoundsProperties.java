package io.mirrorexperiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class MeanBoundsProperties {
    private static final List<Double> EDGES = List.of(10.0, 50.0, 100.0, 250.0, Double.POSITIVE_INFINITY);
    private static final double CAP = 500;

    @Property(tries = 200)
    void theBoundsLieOnBothSidesOfTheMean(
            @ForAll @Size(min = 1, max = 400) List<@DoubleRange(min = 0, max = 400) Double> latencies) {
        double mean = latencies.stream().mapToDouble(each -> each).average().orElseThrow();
        Buckets all = buckets(latencies);

        assertThat(MeanBounds.upper(all, CAP, .01, 1).orElse(CAP)).isGreaterThanOrEqualTo(mean - 1e-9);
        assertThat(MeanBounds.lower(all, .05, 1).orElse(0)).isLessThanOrEqualTo(mean + 1e-9);
    }

    /** What is bounded is what the rule would promote or roll back by, if all were one look. */
    @Property(tries = 200)
    void aBoundIsTheLimitThatTheEvidenceHasJustDecidedAbout(
            @ForAll @Size(min = 150, max = 300) List<@DoubleRange(min = 20, max = 60) Double> latencies) {
        Buckets all = buckets(latencies);
        double upper = MeanBounds.upper(all, CAP, .01, 1).orElseThrow();
        double lower = MeanBounds.lower(all, .05, 1).orElseThrow();

        assertThat(Bets.MEAN_PROMOTION.together(MeanEvidence.promotionSteps(all, upper, CAP)))
                .isGreaterThanOrEqualTo(Odds.needed(.01));
        assertThat(Bets.MEAN_PROMOTION.together(MeanEvidence.promotionSteps(all, upper * (1 - 1e-9), CAP)))
                .isLessThan(Odds.needed(.01));
        assertThat(Bets.MEAN_ROLLBACK.together(MeanEvidence.rollbackSteps(all, lower)))
                .isGreaterThanOrEqualTo(Odds.needed(.05));
        assertThat(Bets.MEAN_ROLLBACK.together(MeanEvidence.rollbackSteps(all, lower * (1 + 1e-9))))
                .isLessThan(Odds.needed(.05));
    }

    @Property(tries = 50)
    void burstsWidenTheBounds(
            @ForAll @Size(min = 150, max = 300) List<@DoubleRange(min = 20, max = 60) Double> latencies) {
        Buckets all = buckets(latencies);

        assertThat(MeanBounds.upper(all, CAP, .01, 2).orElse(CAP))
                .isGreaterThan(MeanBounds.upper(all, CAP, .01, 1).orElse(CAP));
        assertThat(MeanBounds.lower(all, .05, 2).orElse(0))
                .isLessThan(MeanBounds.lower(all, .05, 1).orElse(0));
    }

    @Property(tries = 1)
    void ofNothingNothingIsKnown() {
        assertThat(MeanBounds.upper(buckets(List.of()), CAP, .01, 1)).isEqualTo(OptionalDouble.empty());
        assertThat(MeanBounds.lower(buckets(List.of()), .05, 1)).isEqualTo(OptionalDouble.empty());
    }

    private static Buckets buckets(List<Double> latencies) {
        List<Long> counts = new ArrayList<>();
        double before = Double.NEGATIVE_INFINITY;
        for (double edge : EDGES) {
            double from = before;
            counts.add(latencies.stream()
                    .filter(each -> each > from && each <= edge)
                    .count());
            before = edge;
        }
        return new Buckets(
                EDGES, counts, latencies.stream().mapToDouble(each -> each).sum());
    }
}
