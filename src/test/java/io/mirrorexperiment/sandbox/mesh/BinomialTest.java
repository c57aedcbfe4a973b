package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected: the sums of comb(n, k) p^k (1-p)^(n-k) with 60 decimal digits (Python's decimal) pass 0.005 and 0.995 there. */
class BinomialTest {
    @Test
    void theIntervalCutsEqualTails() {
        assertThat(Binomial.interval(1500, 0.4, 0.99)).containsExactly(551, 649);
        assertThat(Binomial.interval(1500, 0.01, 0.99)).containsExactly(6, 26);
        assertThat(Binomial.interval(1500, 1, 0.99)).containsExactly(1500, 1500);
    }
}
