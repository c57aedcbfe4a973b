package io.mirrorexperiment.experiment;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an assessment rests on.
 *
 * @param value of the metric for the dark version; empty if there is none
 * @param live the live version's value, where the objective is relative to it
 * @param lower bound of the true value that holds at all looks at once, where one is known
 * @param upper bound of the true value that holds at all looks at once, where one is known
 * @param requests of the dark version that were judged
 * @param words the evidence in a sentence
 * @param weight how much it weighs, where that can be said
 */
public record Evidence(
        OptionalDouble value,
        OptionalDouble live,
        OptionalDouble lower,
        OptionalDouble upper,
        long requests,
        String words,
        Optional<Weight> weight) {
    /** Evidence of which nobody knows how much it weighs. */
    public Evidence(
            OptionalDouble value,
            OptionalDouble live,
            OptionalDouble lower,
            OptionalDouble upper,
            long requests,
            String words) {
        this(value, live, lower, upper, requests, words, Optional.empty());
    }
}
