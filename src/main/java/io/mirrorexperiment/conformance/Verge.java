package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The end of a run that the evidence did not decide: too little traffic, or too close to a limit.
 *
 * @param open the objectives that are not shown; if there are none, the promotion had to wait for longer than the run lasted
 */
record Verge(Promise promise, List<Assessment> open) {
    Judgement judge() {
        if (open.isEmpty()) {
            return inconclusive(
                    Cause.NO_EVIDENCE,
                    "every objective is shown, but there were not enough looks with requests, or the soak was not over");
        }
        boolean little = open.stream().allMatch(this::little);
        return inconclusive(
                little ? Cause.NO_EVIDENCE : Cause.TOO_CLOSE,
                open.stream().map(this::words).collect(Collectors.joining("; ")));
    }

    private static Judgement inconclusive(Cause cause, String because) {
        return new Judgement(Verdict.INCONCLUSIVE, cause, because);
    }

    /** Whether a version at half the limit would need more requests than there were. */
    private boolean little(Assessment each) {
        OptionalDouble half = needed(each.objective(), Need::half);
        return each.evidence().requests() == 0
                || (half.isPresent() && each.evidence().requests() < half.getAsDouble());
    }

    private String words(Assessment each) {
        Evidence evidence = each.evidence();
        String subject = each.objective().words() + ": ";
        if (evidence.requests() == 0) {
            return subject + "no evidence, " + evidence.words();
        }
        return little(each)
                ? subject + "too little traffic: " + evidence.words() + "; " + needs(each.objective())
                : subject + "too close to the limit: " + evidence.words() + Amounts.bounding(each, promise);
    }

    private String needs(Objective objective) {
        return "a version without any " + fault(objective.metric()) + " needs about "
                + count(needed(objective, Need::flawless)) + " requests, one at half the limit about "
                + count(needed(objective, Need::half));
    }

    private static String fault(Metric metric) {
        return metric.isLatency() ? "slow request" : "error";
    }

    private static String count(OptionalDouble requests) {
        return Words.count((long) Math.ceil(requests.orElseThrow()));
    }

    private OptionalDouble needed(Objective objective, Function<Need, OptionalDouble> what) {
        return Need.share(objective).isEmpty()
                ? OptionalDouble.empty()
                : Need.of(objective, promise, 1).map(what).orElse(OptionalDouble.empty());
    }
}
