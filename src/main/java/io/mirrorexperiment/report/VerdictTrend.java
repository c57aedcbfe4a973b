package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the runs of one job came to, from old to new, as one static picture: how each ended by shape and colour, and by height how near the
 * worst of its objectives came to its limit. SVG as {@link EvidenceCurve} draws it: no script, style sheet, font or link, a ground of its
 * own, a title and a description. Pure.
 */
public final class VerdictTrend {
    /** Of more runs the newest are drawn. */
    public static final int MOST_RUNS = 50;

    private VerdictTrend() {}

    /**
     * One run.
     *
     * @param label what its host calls it, as {@code #17}
     * @param verdict found so far
     * @param outcome empty while the run goes on
     * @param worst how much of its limit the worst objective used at the newest look, a fraction: 1 is at the limit; empty where nothing was
     *     measured
     */
    public record Mark(String label, Verdict verdict, Optional<Outcome> outcome, OptionalDouble worst) {
        /** Checks. */
        public Mark {
            if (worst.isPresent() && !(worst.getAsDouble() >= 0)) {
                throw new IllegalArgumentException("a limit cannot be used by " + worst.getAsDouble());
            }
        }

        /** What a journal says of its run. */
        public static Mark of(String label, Journal journal) {
            Facts facts = new Facts(journal);
            OptionalDouble worst = facts.objectives().stream()
                    .map(Standing::used)
                    .flatMapToDouble(OptionalDouble::stream)
                    .max();
            return new Mark(label, facts.verdict(), facts.ending().map(Ending::outcome), worst);
        }
    }

    /**
     * The picture.
     *
     * @param marks the oldest first; of none there is a picture that says so
     * @return one {@code svg} element, to stand alone or inside a page
     */
    public static String of(List<Mark> marks) {
        return new TrendDrawing(marks.subList(Math.max(0, marks.size() - MOST_RUNS), marks.size())).svg();
    }
}
