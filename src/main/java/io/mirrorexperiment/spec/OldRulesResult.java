package io.mirrorexperiment.spec;

import java.util.List;
import java.util.Map;

/** What reading rules of Istio 0.2 to 0.8 comes to. */
public sealed interface OldRulesResult {
    /**
     * They are valid.
     *
     * @param rules whole objects, of their kinds and fields only, in the order of the text
     * @param leftOut objects of other kinds, with their lines
     */
    record Valid(List<Map<String, Object>> rules, List<String> leftOut) implements OldRulesResult {
        /** Copies. */
        public Valid {
            rules = List.copyOf(rules);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * They are not.
     *
     * @param mistakes in the order of the text; never empty
     */
    record Invalid(List<Mistake> mistakes) implements OldRulesResult {
        /** Copies. */
        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
