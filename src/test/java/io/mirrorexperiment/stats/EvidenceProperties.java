package io.mirrorexperiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class EvidenceProperties {
    /** One request more, good or bad, at the limit itself: the evidence is a fair game. */
    @Property
    void atTheLimitTheExpectedOddsAfterOneMoreRequestAreTheOddsBefore(
            @ForAll @IntRange(max = 2000) int requests,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double share,
            @ForAll @DoubleRange(min = 0.001, max = 0.5) @Scale(6) double limit) {
        double bad = Math.floor(share * requests);

        double before = RateEvidence.promotion(requests, bad, limit);
        double after = LogSum.of(
                Math.log(limit) + RateEvidence.promotion(requests + 1, bad + 1, limit),
                Math.log1p(-limit) + RateEvidence.promotion(requests + 1, bad, limit));

        assertThat(after).isCloseTo(before, within(1e-9 * Math.max(1, Math.abs(before))));
    }

    @Property
    void theBoundsLieOnBothSidesOfTheShare(
            @ForAll @IntRange(min = 1, max = 5000) int requests,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double share) {
        double bad = Math.floor(share * requests);

        assertThat(RateBounds.lower(requests, bad, .05)).isLessThanOrEqualTo(bad / requests);
        assertThat(RateBounds.upper(requests, bad, .01)).isGreaterThanOrEqualTo(bad / requests);
    }

    /** Why two bounds at half the error each, one of them for each side, are never stronger than the evidence from both. */
    @Property
    void whereTwoBoundsAtHalfTheErrorDecideTheEvidenceFromUnequalCountsDoesToo(
            @ForAll @IntRange(min = 1, max = 3000) int dark,
            @ForAll @IntRange(min = 1, max = 6000) int live,
            @ForAll @DoubleRange(min = 0, max = .2) @Scale(6) double darkShare,
            @ForAll @DoubleRange(min = 0, max = .2) @Scale(6) double liveShare,
            @ForAll @DoubleRange(min = 0, max = .3) @Scale(6) double allowance) {
        double darkBad = Math.floor(darkShare * dark);
        double liveBad = Math.floor(liveShare * live);

        boolean better = RateBounds.upper(dark, darkBad, .005) <= RateBounds.lower(live, liveBad, .005) + allowance;
        boolean worse = RateBounds.lower(dark, darkBad, .025) >= RateBounds.upper(live, liveBad, .025) + allowance;

        if (better) {
            assertThat(UnpairedEvidence.promotion(dark, darkBad, live, liveBad, allowance))
                    .isGreaterThanOrEqualTo(Odds.needed(.01) - 1e-9);
        }
        if (worse) {
            assertThat(UnpairedEvidence.rollback(dark, darkBad, live, liveBad, allowance))
                    .isGreaterThanOrEqualTo(Odds.needed(.05) - 1e-9);
        }
    }

    @Property
    void bothSidesOfARelativeObjectiveAreNeverShownAtOnce(
            @ForAll @IntRange(min = 1, max = 3000) int dark,
            @ForAll @IntRange(min = 1, max = 6000) int live,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double darkShare,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double liveShare,
            @ForAll @DoubleRange(min = 0, max = .5) @Scale(6) double allowance) {
        double darkBad = Math.floor(darkShare * dark);
        double liveBad = Math.floor(liveShare * live);

        double promotion = UnpairedEvidence.promotion(dark, darkBad, live, liveBad, allowance);
        double rollback = UnpairedEvidence.rollback(dark, darkBad, live, liveBad, allowance);

        assertThat(Math.min(promotion, rollback)).isLessThanOrEqualTo(Odds.needed(.05));
    }
}
