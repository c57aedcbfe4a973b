package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Decision.Rule;
import java.time.Duration;
import java.util.List;

/** How to judge. */
final class DecisionForm {
    private static final String LATER =
            "the sequential rule is not in this version; write decision: {rule: point}: the values at the last iteration decide";
    private static final Form<Rule> RULE = Choice.of("point", Rule.POINT).butNot("sequential", LATER);

    private DecisionForm() {}

    static Decision read(Section spec) {
        Section decision = spec.section("decision", "rule", "failFast", "falsePromotion", "falseRollback", "soak");
        Rule rule = decision.read("rule", RULE, Rule.POINT, "point (the values at the last iteration decide)");
        for (String word : List.of("falsePromotion", "falseRollback", "soak")) {
            decision.refuse(word, "belongs to the sequential rule, which is not in this version; remove it");
        }
        boolean failFast = decision.read("failFast", Field::truth, false, "false");
        return new Decision(rule, 0, 0, Duration.ZERO, failFast);
    }
}
