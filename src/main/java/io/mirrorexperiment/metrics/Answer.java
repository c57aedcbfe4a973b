package io.mirrorexperiment.metrics;

import java.util.List;

/** What came back to one question. */
sealed interface Answer {
    /** An instant vector, its numbers not yet looked at. */
    record Vector(List<Sample> samples) implements Answer {
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /** Nothing that could be evidence, and why. */
    record Odd(String reason) implements Answer {}
}
