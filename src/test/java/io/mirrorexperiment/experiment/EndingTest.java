package io.mirrorexperiment.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of exit codes in chapter 5 of the design. */
class EndingTest {
    @ParameterizedTest
    @CsvSource({
        "0, CONFORMS, PROMOTED, OBJECTIVES_MET",
        "0, INCONCLUSIVE, PROMOTED, PROMOTED_BY_HAND",
        "0, CONFORMS, OBSERVED, OBJECTIVES_MET",
        "1, VIOLATES, ROLLED_BACK, OBJECTIVE_BREACHED",
        "1, VIOLATES, ROLLED_BACK, NEVER_READY",
        "1, VIOLATES, OBSERVED, OBJECTIVE_BREACHED",
        "1, CONFORMS, ROLLED_BACK, PROMOTION_FAILED",
        "1, CONFORMS, ROLLED_BACK, ROLLED_BACK_BY_HAND",
        "2, INCONCLUSIVE, ROLLED_BACK, NO_EVIDENCE",
        "2, INCONCLUSIVE, ROLLED_BACK, TOO_CLOSE",
        "2, INCONCLUSIVE, ROLLED_BACK, MIRROR_NOT_FLOWING",
        "2, INCONCLUSIVE, ROLLED_BACK, MIRROR_LOSSY",
        "2, INCONCLUSIVE, ROLLED_BACK, DARK_CONTAMINATED",
        "2, INCONCLUSIVE, ROLLED_BACK, LIVE_HURT",
        "2, INCONCLUSIVE, ROLLED_BACK, EXPIRED",
        "2, CONFORMS, ROLLED_BACK, EXPIRED",
        "2, CONFORMS, ROLLED_BACK, UNANSWERED",
        "2, CONFORMS, ROLLED_BACK, ROUTE_CHANGED",
        "2, INCONCLUSIVE, OBSERVED, NO_EVIDENCE",
        "2, UNDECIDED, ROLLED_BACK, INTERNAL_ERROR",
        "2, INCONCLUSIVE, HELD, TOO_CLOSE",
        "4, INCONCLUSIVE, NOT_STARTED, CLUSTER_UNREACHABLE",
        "4, INCONCLUSIVE, NOT_STARTED, METRICS_UNREACHABLE",
        "4, INCONCLUSIVE, NOT_STARTED, CLAIMED",
        "4, INCONCLUSIVE, NOT_STARTED, GITOPS_OWNED",
        "4, INCONCLUSIVE, NOT_STARTED, LIVE_BREACHING",
        "5, CONFORMS, STUCK, CLEAN_UP_FAILED",
        "130, INCONCLUSIVE, ABORTED, ABORTED"
    })
    void hasTheExitCodeOfTheDesign(int code, Verdict verdict, Outcome outcome, Cause cause) {
        assertThat(new Ending(verdict, outcome, cause, "").exitCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"PROMOTED", "OBSERVED"},
            mode = EnumSource.Mode.EXCLUDE)
    void isNeverZeroWhereNothingWasPromotedOrObserved(Outcome outcome) {
        for (Verdict verdict : Verdict.values()) {
            for (Cause cause : Cause.values()) {
                assertThat(new Ending(verdict, outcome, cause, "").exitCode()).isNotZero();
            }
        }
    }

    @Test
    void wordsAreLowerCaseWithDashes() {
        assertThat(Outcome.NOT_STARTED.word()).isEqualTo("not-started");
        assertThat(Cause.MIRROR_NOT_FLOWING.word()).isEqualTo("mirror-not-flowing");
        assertThat(Verdict.INCONCLUSIVE.word()).isEqualTo("inconclusive");
    }
}
