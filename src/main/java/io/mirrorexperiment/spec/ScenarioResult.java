package io.mirrorexperiment.spec;

import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.List;

/** What reading a scenario comes to. */
public sealed interface ScenarioResult {
    /**
     * It is valid as a whole.
     *
     * @param scenario what it asks for
     * @param defaults what holds although it is not said, as sentences of the form {@code path: value}
     */
    record Valid(Scenario scenario, List<String> defaults) implements ScenarioResult {
        /** Copies. */
        public Valid {
            defaults = List.copyOf(defaults);
        }
    }

    /**
     * It can't be followed; nothing has been touched.
     *
     * @param mistakes all of them, in the order of the text; never empty
     */
    record Invalid(List<Mistake> mistakes) implements ScenarioResult {
        /** Copies and checks. */
        public Invalid {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("an invalid scenario has mistakes");
            }
        }
    }
}
