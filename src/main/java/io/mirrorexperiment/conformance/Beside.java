package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger;
import java.util.List;

/** Puts beside an assessment of another rule what the same totals weigh as sequential evidence, all seen as one look. */
final class Beside {
    /** Without restarts, since there is one look only. */
    private static final SequentialRule RULE =
            new SequentialRule(new Promise(Promise.USUAL.falsePromotion(), Promise.USUAL.falseRollback(), 0, 1, 1, 1));

    private Beside() {}

    static Assessment weighed(Assessment assessment, Seen total) {
        Evidence evidence = assessment.evidence();
        if (evidence.value().isEmpty() || !SequentialRule.weighs(assessment.objective())) {
            return assessment;
        }
        Evidence other = RULE.weigh(List.of(assessment.objective()), new Sample(total, total, Ledger.EMPTY))
                .assessments()
                .get(0)
                .evidence();
        return new Assessment(
                assessment.objective(),
                assessment.standing(),
                new Evidence(
                        evidence.value(),
                        evidence.live(),
                        other.lower(),
                        other.upper(),
                        evidence.requests(),
                        evidence.words(),
                        other.weight()));
    }
}
