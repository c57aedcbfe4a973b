package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import java.util.List;

/** What a text holds of Iter8's experiments. */
public sealed interface ObservedResult {
    /**
     * There are some.
     *
     * @param experiments in the order of the text; never empty
     * @param leftOut what else there is, in words
     */
    record Found(List<ObservedExperiment> experiments, List<String> leftOut) implements ObservedResult {
        /** Copies. */
        public Found {
            experiments = List.copyOf(experiments);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * There are none, or some that make no sense.
     *
     * @param mistakes in the order of the text; never empty
     */
    record Unreadable(List<Mistake> mistakes) implements ObservedResult {
        /** Copies. */
        public Unreadable {
            mistakes = List.copyOf(mistakes);
        }
    }
}
