package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Launch;
import java.util.List;

/** What the values of a chart come to. */
public sealed interface ChartResult {
    /**
     * Something that can be launched.
     *
     * @param launch what
     * @param remarks what a person should know about it
     */
    record Valid(Launch launch, List<String> remarks) implements ChartResult {
        /** Copies. */
        public Valid {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Nothing that can be launched.
     *
     * @param mistakes all of them; never empty
     */
    record Invalid(List<Mistake> mistakes) implements ChartResult {
        /** Copies. */
        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
