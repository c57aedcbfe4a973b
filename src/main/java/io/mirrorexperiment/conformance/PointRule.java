package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Iter8's rule, made to fail closed: the values at the last iteration decide, limits are allowed values, and how many requests a value
 * rests on does not matter as long as there is one. What has no value is never met: then nothing is decided, and at the last look the
 * verdict is inconclusive. A quantile beyond the last finite edge of the histogram breaches every upper limit: no value shows that it
 * is kept.
 *
 * @param failFast whether a breach ends the run before its last look; a count that can still reach its lower limit does not
 */
public record PointRule(boolean failFast) implements Rule {
    /** What the evidence amounts to is said beside it, with the usual certainty; it does not change how an objective stands. */
    @Override
    public Weighed weigh(List<Objective> objectives, Sample sample) {
        Seen total = sample.total();
        return new Weighed(
                assess(objectives, total.dark(), total.live(), sample.queried()).stream()
                        .map(each -> Beside.weighed(each, total))
                        .toList(),
                Ledger.EMPTY);
    }

    @Override
    public Judgement judge(List<Assessment> now, Moment moment) {
        return judge(now, moment.last());
    }

    List<Assessment> assess(List<Objective> objectives, Totals dark, Totals live) {
        return assess(objectives, dark, live, Map.of());
    }

    private static List<Assessment> assess(
            List<Objective> objectives, Totals dark, Totals live, Map<String, Queried> queried) {
        return objectives.stream()
                .map(objective -> assess(objective, measured(objective, dark, queried), dark, live))
                .toList();
    }

    private static Measured measured(Objective objective, Totals dark, Map<String, Queried> queried) {
        return objective.metric().kind() == Metric.Kind.QUERIED
                ? Queried.measured(objective.metric(), queried, dark)
                : Measure.of(objective.metric(), objective.cap(), dark);
    }

    Judgement judge(List<Assessment> now, boolean last) {
        List<Assessment> breached = now.stream()
                .filter(PointRule::hasEvidence)
                .filter(each -> each.standing() == Standing.BREACHED)
                .toList();
        if (last && !breached.isEmpty()) {
            return violates(breached);
        }
        List<Assessment> forGood =
                breached.stream().filter(PointRule::cannotHeal).toList();
        if (failFast && !forGood.isEmpty()) {
            return violates(forGood);
        }
        return last ? atTheEnd(now) : goingOn(now);
    }

    private static Assessment assess(Objective objective, Measured measured, Totals dark, Totals live) {
        if (measured instanceof Measured.Value value) {
            return Against.limit(objective, value, dark.requests(), live);
        }
        String reason = ((Measured.Nothing) measured).reason();
        return new Assessment(
                objective,
                Standing.UNDECIDED,
                new Evidence(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Math.max(0, dark.requests()),
                        reason));
    }

    private static Judgement atTheEnd(List<Assessment> now) {
        if (now.isEmpty()) {
            return new Judgement(
                    Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, "there is no objective, so nothing can be shown");
        }
        List<Assessment> open = notMet(now);
        return open.isEmpty()
                ? new Judgement(Verdict.CONFORMS, Cause.OBJECTIVES_MET, "every objective is met: " + words(now))
                : new Judgement(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, "no evidence for " + words(open));
    }

    private static Judgement goingOn(List<Assessment> now) {
        List<Assessment> open = notMet(now);
        return open.isEmpty() && !now.isEmpty()
                ? new Judgement(
                        Verdict.UNDECIDED, Cause.TOO_CLOSE, "every objective is met so far; the last look decides")
                : new Judgement(Verdict.UNDECIDED, Cause.NO_EVIDENCE, "not met so far: " + words(open));
    }

    private static Judgement violates(List<Assessment> breached) {
        return new Judgement(Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED, words(breached));
    }

    private static List<Assessment> notMet(List<Assessment> now) {
        Predicate<Assessment> met = each -> each.standing() == Standing.MET && hasEvidence(each);
        return now.stream().filter(met.negate()).toList();
    }

    private static boolean hasEvidence(Assessment assessment) {
        Evidence evidence = assessment.evidence();
        return evidence.requests() > 0
                && evidence.value().isPresent()
                && Double.isFinite(evidence.value().getAsDouble());
    }

    /** A count grows until the end: one that is too small yet may still be enough. */
    private static boolean cannotHeal(Assessment assessment) {
        Metric.Kind kind = assessment.objective().metric().kind();
        boolean counts = kind == Metric.Kind.REQUEST_COUNT || kind == Metric.Kind.ERROR_COUNT;
        return !(counts && assessment.objective().limit() instanceof Limit.AtLeast);
    }

    private static String words(List<Assessment> assessments) {
        return assessments.stream()
                .map(each -> each.objective().words() + ": " + each.evidence().words())
                .collect(Collectors.joining("; "));
    }
}
