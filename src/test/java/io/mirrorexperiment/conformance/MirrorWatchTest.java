package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.MirrorProof.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorWatchTest {
    /**
     * Bounds: the smallest k with P(X ≤ k) ≥ 5e-6 and with P(X > k) ≤ 5e-6, by adding up the binomial probabilities with Python 3's {@code
     * math.lgamma}, for n = 1,284 at 40 % (437 and 592), at 1,294 (596) and at 1,274 (433).
     */
    @ParameterizedTest
    @CsvSource({
        "514, 0, PROVEN",
        "437, 0, PROVEN",
        "436, 0, LOSSY",
        "592, 0, PROVEN",
        "593, 0, CONTAMINATED",
        "596, 10, PROVEN",
        "597, 10, CONTAMINATED",
        "433, 10, PROVEN",
        "432, 10, LOSSY"
    })
    void holdsTheCopiesAgainstABinomialInterval(long dark, long slack, Standing expected) {
        assertThat(MirrorWatch.proof(40, false, 1284, dark, slack, 0).standing())
                .isEqualTo(expected);
    }

    @Test
    void saysTheNumbers() {
        MirrorProof proof = MirrorWatch.proof(40, false, 1284, 514, 0, 0);

        assertThat(proof.words()).isEqualTo("514 of 1,284 live requests copied: 40.0 % (asked 40 %)");
        assertThat(proof.share()).isEqualTo(514 / 1284.0);
    }

    @Test
    void saysNothingBeforeTheFirstRequest() {
        assertThat(MirrorWatch.proof(40, false, 0, 0, 0, 0).standing()).isEqualTo(Standing.NOTHING_YET);
    }

    /** 0.9^131 = 1.01e-6 and 0.9^132 = 9.1e-7. */
    @Test
    void saysThatNothingFlowsOnceChanceIsOut() {
        assertThat(MirrorWatch.proof(10, false, 131, 0, 0, 0).standing()).isEqualTo(Standing.NOTHING_YET);
        assertThat(MirrorWatch.proof(10, false, 132, 0, 0, 0).standing()).isEqualTo(Standing.NOT_FLOWING);
        assertThat(MirrorWatch.proof(10, false, 132, 0, 1, 0).standing()).isEqualTo(Standing.NOTHING_YET);
        assertThat(MirrorWatch.proof(100, false, 1, 0, 0, 0).standing()).isEqualTo(Standing.NOT_FLOWING);
    }

    @Test
    void allowsOnlyTheSlackWhenEverythingIsCopied() {
        assertThat(MirrorWatch.proof(100, false, 100, 103, 3, 0).standing()).isEqualTo(Standing.PROVEN);
        assertThat(MirrorWatch.proof(100, false, 100, 104, 3, 0).standing()).isEqualTo(Standing.CONTAMINATED);
        assertThat(MirrorWatch.proof(100, false, 100, 97, 3, 0).standing()).isEqualTo(Standing.PROVEN);
        assertThat(MirrorWatch.proof(100, false, 100, 96, 3, 0).standing()).isEqualTo(Standing.LOSSY);
    }

    @Test
    void unseenLiveRequestsExcuseMoreCopiesButNeverFewer() {
        assertThat(MirrorWatch.proof(100, false, 100, 150, 3, 50).standing()).isEqualTo(Standing.PROVEN);
        assertThat(MirrorWatch.proof(100, false, 100, 154, 3, 50).standing()).isEqualTo(Standing.CONTAMINATED);
        assertThat(MirrorWatch.proof(100, false, 100, 96, 3, 50).standing()).isEqualTo(Standing.LOSSY);
    }

    @Test
    void findsRequestsThatNobodyCopied() {
        MirrorProof proof = MirrorWatch.proof(40, false, 0, 5, 0, 0);

        assertThat(proof.standing()).isEqualTo(Standing.CONTAMINATED);
        assertThat(proof.words())
                .isEqualTo(
                        "5 requests of the dark version and none of the live one (asked 40 %): more than copies arrive");
    }

    @Test
    void provesNoShareWhereMethodsAreNotToldApart() {
        MirrorProof fewer = MirrorWatch.proof(100, true, 1000, 600, 0, 0);

        assertThat(fewer.standing()).isEqualTo(Standing.SEEN);
        assertThat(fewer.words()).endsWith("flow seen, share unproven: the mesh's metrics do not tell methods apart");
        assertThat(MirrorWatch.proof(50, true, 1000, 700, 0, 0).standing()).isEqualTo(Standing.CONTAMINATED);
        assertThat(MirrorWatch.proof(50, true, 1000, 0, 0, 0).words())
                .endsWith("perhaps none of them had a method that is copied");
    }

    @Test
    void seesFlowWhereTheShareIsNotKnown() {
        assertThat(MirrorWatch.proof(Double.NaN, false, 1000, 600, 0, 0).standing())
                .isEqualTo(Standing.SEEN);
        assertThat(MirrorWatch.proof(Double.NaN, false, 1000, 0, 0, 0).standing())
                .isEqualTo(Standing.NOTHING_YET);
        assertThat(MirrorWatch.proof(Double.NaN, false, 2000, 0, 0, 0).standing())
                .isEqualTo(Standing.NOT_FLOWING);
    }

    @Test
    void refusesWhatIsNoMirror() {
        assertThatIllegalArgumentException().isThrownBy(() -> MirrorWatch.proof(0, false, 1, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MirrorWatch.proof(101, false, 1, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MirrorWatch.proof(10, false, -1, 1, 0, 0));
    }
}
