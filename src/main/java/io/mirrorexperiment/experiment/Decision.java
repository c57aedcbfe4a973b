package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How evidence becomes a verdict.
 *
 * @param rule the rule
 * @param falsePromotion chance of promoting a violating version that is put up with; used by {@link Rule#SEQUENTIAL}
 * @param falseRollback chance of rolling a conforming version back that is put up with; likewise
 * @param soak no promotion before this much time after warm-up; likewise
 * @param failFast whether a breach ends the run before its last iteration; used by {@link Rule#POINT}
 * @param leeway what the sequential rule allows for beyond that; empty where nothing is asked for
 */
public record Decision(
        Rule rule,
        double falsePromotion,
        double falseRollback,
        Duration soak,
        boolean failFast,
        Optional<Leeway> leeway) {
    /** Checks. */
    public Decision {
        if (!isChance(falsePromotion) || !isChance(falseRollback) || soak.isNegative()) {
            throw new IllegalArgumentException(
                    "decision out of range: " + falsePromotion + ", " + falseRollback + ", " + soak);
        }
    }

    /** Without leeway. */
    public Decision(Rule rule, double falsePromotion, double falseRollback, Duration soak, boolean failFast) {
        this(rule, falsePromotion, falseRollback, soak, failFast, Optional.empty());
    }

    /** Share of a limit by which a promoted version may be worse; 0 where nothing is asked for. */
    public double tolerance() {
        return leeway.map(Leeway::tolerance).orElse(0.0);
    }

    /** All counts are divided by this; 1 where nothing is asked for. */
    public double burstFactor() {
        return leeway.map(Leeway::burstFactor).orElse(1.0);
    }

    /**
     * What the sequential rule allows for.
     *
     * @param tolerance promotion is tested at the limit and this share more of it
     * @param burstFactor at least 1; all counts are divided by it, for failures that come in bursts say less than they seem to
     */
    public record Leeway(double tolerance, double burstFactor) {
        /** Checks. */
        public Leeway {
            if (!(tolerance >= 0 && burstFactor >= 1 && tolerance + burstFactor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("leeway out of range: " + tolerance + ", " + burstFactor);
            }
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
