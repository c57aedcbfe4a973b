package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Validation;
import java.util.List;
import java.util.Optional;

/** What an experiment of Iter8's command line asks. */
public sealed interface ValidationResult {
    /**
     * Something that can be run.
     *
     * @param validation what is asked
     * @param course how far it has come; empty if there is no result yet
     */
    record Valid(Validation validation, Optional<Course> course) implements ValidationResult {}

    /**
     * Nothing that can be run.
     *
     * @param mistakes all of them; never empty
     */
    record Invalid(List<Mistake> mistakes) implements ValidationResult {
        /** Copies. */
        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
