package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.journal.Journal;
import java.util.List;

/**
 * How the evidence of a run grew, as one static picture: odds over requests, for a promotion upwards and for a rollback downwards, with
 * the odds that decide as lines. SVG without script, style sheet, font or link, so that it shows on pages that forbid all of these; on a
 * ground of its own, so that it can be read on a light page and on a dark one; with a title and a description for those who don't see
 * it. Pure.
 */
public sealed interface EvidenceCurve {
    /**
     * The picture.
     *
     * @param svg one {@code svg} element, to stand alone or inside a page
     */
    record Picture(String svg) implements EvidenceCurve {}

    /**
     * There is nothing to draw.
     *
     * @param because why, and the way out
     */
    record Nothing(String because) implements EvidenceCurve {}

    /** Draws what the journal holds, whether the run has ended or not. */
    static EvidenceCurve of(Journal journal) {
        Facts facts = new Facts(journal);
        if (journal.experiment().decision().rule() == Decision.Rule.POINT) {
            return new Nothing(
                    "run " + journal.id() + " was judged by the point rule, which weighs no evidence, so there is"
                            + " no curve; `mirror-experiment replay " + journal.id()
                            + " --spec OTHER` judges what was seen by the sequential rule");
        }
        List<EvidenceTrail> trails = EvidenceTrail.of(facts);
        return trails.isEmpty()
                ? new Nothing("run " + journal.id() + " has weighed no evidence"
                        + (facts.ending().isPresent() ? "" : " yet; try again after its warm-up"))
                : new Picture(new CurveDrawing(facts, trails).svg());
    }
}
