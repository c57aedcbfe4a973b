package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.spec.Mistake;
import java.util.List;

/** What an object asks for. */
public sealed interface Asked {
    /**
     * A run.
     *
     * @param experiment what to try
     * @param target what those that get in each other's way have in common, as in {@code default/reviews}; one after the other has it
     * @param defaults what holds although the object does not say it
     */
    record Run(Experiment experiment, String target, List<String> defaults) implements Asked {
        /** Copies. */
        public Run {
            defaults = List.copyOf(defaults);
        }
    }

    /**
     * Something that can't be followed; nothing is touched.
     *
     * @param mistakes all of them; never empty
     */
    record Wrong(List<Mistake> mistakes) implements Asked {
        /** Copies and checks. */
        public Wrong {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("what is wrong has mistakes");
            }
        }
    }

    /** Nothing of us: it is meant for others, or to be used by others. Its status is left alone, unless a run of it goes on. */
    record Nothing() implements Asked {}
}
