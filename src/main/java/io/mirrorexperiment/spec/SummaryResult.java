package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Summary;
import java.util.List;

/** How an experiment of Iter8's command line stands, as far as its texts tell. */
public sealed interface SummaryResult {
    /** They tell. */
    record Known(Summary summary) implements SummaryResult {}

    /**
     * They do not.
     *
     * @param mistakes why; never empty
     */
    record Unreadable(List<Mistake> mistakes) implements SummaryResult {
        /** Copies. */
        public Unreadable {
            mistakes = List.copyOf(mistakes);
        }
    }
}
