package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Weight;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One objective and how it stands, in words and numbers.
 *
 * @param objective which one
 * @param assessment the newest; empty before the first
 */
record Standing(Objective objective, Optional<Assessment> assessment) {
    private static final String NOT_LOOKED_AT = "not looked at";

    /** All objectives of an experiment, in their order, each with its own assessment. */
    static List<Standing> of(Experiment experiment, List<Assessment> assessments) {
        return experiment.objectives().stream()
                .map(objective -> new Standing(
                        objective,
                        assessments.stream()
                                .filter(each -> each.objective().equals(objective))
                                .findFirst()))
                .toList();
    }

    String name() {
        return objective.metric().name();
    }

    /** Where both a fixed and a relative objective are on one metric, the name alone would not tell them apart. */
    String fullName() {
        return name() + (isRelative() ? " vs live" : "");
    }

    /** For narrow columns, as in {@code p95 vs live}. */
    String shortName() {
        return fullName().replaceFirst("^latency-", "");
    }

    boolean isRelative() {
        return objective.limit() instanceof Limit.AtMostOverLive;
    }

    Optional<Assessment.Standing> standing() {
        return assessment.map(Assessment::standing);
    }

    /** The standing as one word. */
    String word() {
        return standing().map(each -> each.name().toLowerCase(Locale.ROOT)).orElse(NOT_LOOKED_AT);
    }

    /** The standing as one sign. */
    Row mark() {
        return standing().map(each -> Row.of(tone(), sign(each))).orElse(Row.of(Tone.FAINT, "·"));
    }

    Tone tone() {
        return standing().map(Standing::tone).orElse(Tone.FAINT);
    }

    static Tone tone(Assessment.Standing standing) {
        return switch (standing) {
            case MET -> Tone.GOOD;
            case BREACHED -> Tone.BAD;
            case UNDECIDED -> Tone.DOUBT;
        };
    }

    static String sign(Assessment.Standing standing) {
        return switch (standing) {
            case MET -> "✓";
            case BREACHED -> "✗";
            case UNDECIDED -> "?";
        };
    }

    OptionalDouble value() {
        return evidence().map(Evidence::value).orElse(OptionalDouble.empty());
    }

    /** What was measured, with its unit. */
    String measured() {
        OptionalDouble threshold = threshold();
        OptionalDouble value = value();
        if (value.isEmpty()) {
            return Numbers.NONE;
        }
        return threshold.isPresent()
                ? Numbers.measured(metric(), value.getAsDouble(), requests(), threshold.getAsDouble())
                : Numbers.measured(metric(), value.getAsDouble(), requests());
    }

    String live() {
        return shown(evidence().map(Evidence::live));
    }

    /** The two bounds of the true value, as far as they are known. */
    String bounds() {
        String lower = shown(evidence().map(Evidence::lower));
        String upper = shown(evidence().map(Evidence::upper));
        return lower.equals(Numbers.NONE) && upper.equals(Numbers.NONE) ? Numbers.NONE : lower + " … " + upper;
    }

    /** The condition, as in {@code ≤ 1 %}. */
    String limit() {
        return comparison() + " " + bareLimit();
    }

    String comparison() {
        return objective.limit() instanceof Limit.AtLeast ? "≥" : "≤";
    }

    /** The condition without its sign. */
    String bareLimit() {
        if (objective.limit() instanceof Limit.AtMost most) {
            return Numbers.asked(metric(), most.value());
        }
        if (objective.limit() instanceof Limit.AtLeast least) {
            return Numbers.asked(metric(), least.value());
        }
        return "live + " + Numbers.asked(metric(), ((Limit.AtMostOverLive) objective.limit()).increase());
    }

    /** The number that the value is held against; empty while the live version's is not known. */
    OptionalDouble threshold() {
        if (objective.limit() instanceof Limit.AtMost most) {
            return OptionalDouble.of(most.value());
        }
        if (objective.limit() instanceof Limit.AtLeast least) {
            return OptionalDouble.of(least.value());
        }
        OptionalDouble live = evidence().map(Evidence::live).orElse(OptionalDouble.empty());
        double increase = ((Limit.AtMostOverLive) objective.limit()).increase();
        return live.isPresent() ? OptionalDouble.of(live.getAsDouble() + increase) : live;
    }

    /**
     * How much of what the limit allows is used, a fraction: over 1 on its far side, and infinite where nothing is allowed and something is
     * there; empty where the value or the limit is not known.
     */
    OptionalDouble used() {
        OptionalDouble threshold = threshold();
        if (value().isEmpty() || threshold.isEmpty()) {
            return OptionalDouble.empty();
        }
        boolean least = objective.limit() instanceof Limit.AtLeast;
        double above = least ? threshold.getAsDouble() : value().getAsDouble();
        double below = least ? value().getAsDouble() : threshold.getAsDouble();
        double used = above <= 0 ? 0 : below <= 0 ? Double.POSITIVE_INFINITY : above / below;
        return Double.isNaN(used) ? OptionalDouble.empty() : OptionalDouble.of(used);
    }

    long requests() {
        return evidence().map(Evidence::requests).orElse(0L);
    }

    /** The evidence in a sentence. */
    String words() {
        return evidence().map(Evidence::words).orElse(NOT_LOOKED_AT);
    }

    /** How much the evidence weighs, where that is known. */
    Optional<Weight> weight() {
        return evidence().flatMap(Evidence::weight);
    }

    /** As in {@code error-rate 0.3 % ≤ 1 % ✓}. */
    Row inShort() {
        return Row.of(name() + " ")
                .plus(tone(), measured())
                .plus(" " + limit() + " ")
                .plus(mark());
    }

    /** As in {@code p95 87 ms ✓}. */
    Row inBrief() {
        return Row.of(shortName() + " ").plus(tone(), measured()).plus(" ").plus(mark());
    }

    private Metric metric() {
        return objective.metric();
    }

    private Optional<Evidence> evidence() {
        return assessment.map(Assessment::evidence);
    }

    private String shown(Optional<OptionalDouble> number) {
        OptionalDouble value = number.orElse(OptionalDouble.empty());
        return value.isPresent() ? Numbers.measured(metric(), value.getAsDouble(), requests()) : Numbers.NONE;
    }
}
