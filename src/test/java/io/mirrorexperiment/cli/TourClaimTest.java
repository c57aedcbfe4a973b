package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds against which numbers. */
class TourClaimTest {
    /** Of binomial(300, 0.8), 216 to 262 have tails over 0.0005, of binomial(300, 0.1) 14 to 48: summed up with Python's math.comb. */
    @Test
    void sharesHoldWithinWhatChanceMakes() {
        assertThat(shares(240, 30, 30).holds()).isTrue();
        assertThat(shares(222, 48, 30).holds()).isTrue();
        assertThat(shares(221, 49, 30).holds()).isFalse();
        assertThat(shares(100, 100, 100).holds()).isFalse();
        assertThat(shares(240, 30, 30).seen()).isEqualTo("80.0 / 10.0 / 10.0 % of 300");
        assertThat(shares(240, 30, 30).expected()).isEqualTo("80 / 10 / 10 % ± chance");
    }

    private static TourClaim shares(long first, long second, long third) {
        return TourClaim.shares("w", List.of(80.0, 10.0, 10.0), List.of(first, second, third));
    }

    @Test
    void withoutTrafficNothingHolds() {
        assertThat(shares(0, 0, 0).holds()).isFalse();
        assertThat(TourClaim.share("w", 50, 0, 0).holds()).isFalse();
        assertThat(TourClaim.all("w", "all", 0, 0).holds()).isFalse();
        assertThat(TourClaim.none("w", "none", 0, 0).holds()).isFalse();
        assertThat(TourClaim.most("w", 0, 0).holds()).isFalse();
        assertThat(TourClaim.atLeast("w", Duration.ofSeconds(1), List.of(Double.NaN))
                        .holds())
                .isFalse();
        assertThat(TourClaim.between("w", Duration.ZERO, Duration.ofSeconds(1), Double.NaN)
                        .holds())
                .isFalse();
    }

    @Test
    void halfIsNotMost() {
        assertThat(TourClaim.most("w", 50, 100).holds()).isFalse();
        assertThat(TourClaim.most("w", 51, 100).holds()).isTrue();
    }

    @Test
    void moreCopiesThanRequestsAreNoShare() {
        assertThat(TourClaim.share("w", 50, 150, 300).holds()).isTrue();
        assertThat(TourClaim.share("w", 100, 301, 300).holds()).isFalse();
    }

    @Test
    void everyTimeCounts() {
        Duration least = Duration.ofSeconds(5);
        assertThat(TourClaim.atLeast("w", least, List.of(5000.0, 5100.0))).satisfies(claim -> {
            assertThat(claim.holds()).isTrue();
            assertThat(claim.expected()).isEqualTo("≥ 5.00 s");
            assertThat(claim.seen()).isEqualTo("5.00 / 5.10 s");
        });
        assertThat(TourClaim.atLeast("w", least, List.of(5000.0, 4999.0)).holds())
                .isFalse();
    }

    @Test
    void twoClaimsTogetherHoldIfBothDo() {
        TourClaim yes = TourClaim.all("both", "all", 3, 3);
        TourClaim no = TourClaim.between("", Duration.ZERO, Duration.ofSeconds(1), 2000);
        assertThat(yes.and(no)).isEqualTo(new TourClaim("both", "all, 0.00 to 1.00 s", "3 of 3, 2.00 s", false));
    }
}
