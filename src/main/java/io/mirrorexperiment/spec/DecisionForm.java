package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Decision.Leeway;
import io.mirrorexperiment.experiment.Decision.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How to judge. */
final class DecisionForm {
    /** Words of the sequential rule. */
    private static final List<String> SEQUENTIAL =
            List.of("falsePromotion", "falseRollback", "soak", "tolerance", "burstFactor");

    private static final Form<Rule> RULE =
            Choice.of("sequential", Rule.SEQUENTIAL).or("point", Rule.POINT);
    private static final String BY_DEFAULT = "sequential (both errors are bounded at any number of looks)";
    private static final Duration SOAK = Duration.ofMinutes(2);

    private DecisionForm() {}

    /** After a mistake in the rule nothing is said of words that belong to the one or the other. */
    static Decision read(Section spec, Cadence cadence, boolean extensible) {
        Section decision = spec.section(
                "decision", "rule", "failFast", "falsePromotion", "falseRollback", "soak", "tolerance", "burstFactor");
        return decision.known("rule", RULE, Rule.SEQUENTIAL, BY_DEFAULT)
                .map(rule -> rule == Rule.POINT ? point(decision) : sequential(decision, cadence, extensible))
                .orElseGet(() -> new Decision(Rule.POINT, 0, 0, Duration.ZERO, false));
    }

    private static Decision point(Section decision) {
        for (String word : SEQUENTIAL) {
            decision.refuse(word, "belongs to the sequential rule; remove it, or write rule: sequential");
        }
        boolean failFast = decision.read("failFast", Field::truth, false, "false");
        return new Decision(Rule.POINT, 0, 0, Duration.ZERO, failFast);
    }

    private static Decision sequential(Section decision, Cadence cadence, boolean extensible) {
        decision.refuse(
                "failFast",
                "belongs to the point rule; the sequential rule always ends as soon as the evidence suffices: remove it");
        double falsePromotion = decision.read("falsePromotion", Numbers::chance, .01, "0.01");
        double falseRollback = decision.read("falseRollback", Numbers::chance, .05, "0.05");
        double tolerance = decision.read("tolerance", Numbers.between(0, 1)).orElse(0.0);
        double burst = decision.read("burstFactor", Numbers.between(1, 1000)).orElse(1.0);
        return new Decision(
                Rule.SEQUENTIAL,
                falsePromotion,
                falseRollback,
                soak(decision, cadence, extensible),
                false,
                tolerance == 0 && burst == 1 ? Optional.empty() : Optional.of(new Leeway(tolerance, burst)));
    }

    private static Duration soak(Section decision, Cadence cadence, boolean extensible) {
        Duration soak = decision.read("soak", Durations.any(), SOAK, "2m (nothing is promoted before it)");
        Duration length = cadence.counted();
        if (!extensible && soak.compareTo(length) >= 0) {
            String message = "is " + Durations.words(soak) + (decision.has("soak") ? "" : " by default")
                    + ", and the run has only " + Durations.words(length)
                    + " after warm-up, so nothing could be promoted; give it more iterations, or a shorter soak, as in"
                    + " soak: 0s: then the verdict speaks for the little traffic that was seen";
            decision.find("soak")
                    .ifPresentOrElse(field -> field.wrong(message), () -> decision.wrong("soak " + message));
        }
        return soak;
    }
}
