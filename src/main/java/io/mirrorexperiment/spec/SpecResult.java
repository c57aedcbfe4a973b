package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Experiment;
import java.util.List;

/** What reading a spec comes to. */
public sealed interface SpecResult {
    /**
     * The spec is valid as a whole.
     *
     * @param experiment what it asks for
     * @param defaults what holds although the spec does not say it, and remarks on what it says, as sentences of the
     *     form {@code path: value}; a report shows them all
     */
    record Valid(Experiment experiment, List<String> defaults) implements SpecResult {
        /** Copies. */
        public Valid {
            defaults = List.copyOf(defaults);
        }
    }

    /**
     * The spec can't be followed; nothing has been touched.
     *
     * @param mistakes all of them, in the order of the text, those of overrides first; never empty
     */
    record Invalid(List<Mistake> mistakes) implements SpecResult {
        /** Copies and checks. */
        public Invalid {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("an invalid spec has mistakes");
            }
        }
    }
}
