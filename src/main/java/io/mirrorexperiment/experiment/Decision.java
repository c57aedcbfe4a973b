package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.Locale;

/**
 * How evidence becomes a verdict.
 *
 * @param rule the rule
 * @param falsePromotion chance of promoting a violating version that is put up with; used by {@link Rule#SEQUENTIAL}
 * @param falseRollback chance of rolling a conforming version back that is put up with; likewise
 * @param soak no promotion before this much time after warm-up; likewise
 * @param failFast whether a breach ends the run before its last iteration; used by {@link Rule#POINT}
 */
public record Decision(Rule rule, double falsePromotion, double falseRollback, Duration soak, boolean failFast) {
    /** Checks. */
    public Decision {
        if (!isChance(falsePromotion) || !isChance(falseRollback) || soak.isNegative()) {
            throw new IllegalArgumentException(
                    "decision out of range: " + falsePromotion + ", " + falseRollback + ", " + soak);
        }
    }

    /** The rules by name. */
    public enum Rule {
        /** Iter8's: the values at the last iteration decide. */
        POINT,
        /** Sequential tests with bounded errors. */
        SEQUENTIAL;

        /** The word in a spec. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static boolean isChance(double value) {
        return value >= 0 && value < 1;
    }
}
