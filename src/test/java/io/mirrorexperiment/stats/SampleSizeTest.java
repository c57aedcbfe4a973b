package io.mirrorexperiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Expected numbers: the evidence of decisions.md, §5.4 and §5.5, set to 100 and solved by bisection in Python's doubles. */
class SampleSizeTest {
    /** {@code Σ w (1 + c/9)^n = 100}, and with {@code c/18} for half the limit. */
    @Test
    void aMeanIsShownTheSoonerTheLowerItIs() {
        assertThat(value(SampleSize.promotionOfMean(50, 0, 500, .01))).isCloseTo(56.678276, within(1e-6));
        assertThat(value(SampleSize.promotionOfMean(50, .5, 500, .01))).isCloseTo(110.784092, within(1e-6));
        assertThat(SampleSize.promotionOfMean(50, 1, 500, .01)).isEmpty();
    }

    /** {@code Σ w (1 + λδ)^n = 100} with {@code λ = c/(1 − δ)}, {@code δ = .005}; and with .0025 of the pairs failed dark only. */
    @Test
    void pairsShowADifference() {
        assertThat(value(SampleSize.promotionOfPairs(.005, 0, 0, .01))).isCloseTo(1198.499277, within(1e-5));
        assertThat(value(SampleSize.promotionOfPairs(.005, .0075, .005, .01))).isCloseTo(7969.197192, within(1e-5));
        assertThat(SampleSize.promotionOfPairs(0, .01, .01, .01)).isEmpty();
    }

    /** Where neither side fails, the least favourable live rate is 0: {@code (Σ w f_r(n, 0, .005) + 1)/2 = 100}. */
    @Test
    void countersOfBothSidesShowADifference() {
        assertThat(value(SampleSize.promotionOfSides(.005, 0, 0, 1, .01))).isCloseTo(1289.505598, within(1e-3));
        assertThat(SampleSize.promotionOfSides(.005, .02, .01, 1, .01)).isEmpty();
    }

    private static double value(OptionalDouble requests) {
        return requests.orElseThrow();
    }
}
