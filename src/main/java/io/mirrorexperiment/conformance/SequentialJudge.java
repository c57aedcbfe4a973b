package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Weight;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the sequential rule makes of the assessments of one look, and how it says so. */
record SequentialJudge(Promise promise, List<Assessment> now, Moment moment) {
    Judgement judge() {
        if (now.isEmpty()) {
            return new Judgement(
                    Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, "there is no objective, so nothing can be shown");
        }
        if (moment.news() && !with(Standing.BREACHED).isEmpty()) {
            return new Judgement(Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED, violation());
        }
        if (moment.news() && open().isEmpty() && ripe()) {
            return new Judgement(
                    Verdict.CONFORMS, Cause.OBJECTIVES_MET, "every objective is shown: " + joined(now, this::shown));
        }
        return moment.last() ? new Verge(promise, open()).judge() : goingOn();
    }

    private boolean ripe() {
        return moment.soaked() && moment.looks() >= promise.leastLooks();
    }

    private List<Assessment> open() {
        return now.stream().filter(each -> each.standing() != Standing.MET).toList();
    }

    private List<Assessment> with(Standing standing) {
        return now.stream().filter(each -> each.standing() == standing).toList();
    }

    private String violation() {
        return with(Standing.BREACHED).stream()
                .sorted(Comparator.comparingDouble((Assessment each) -> -rollback(each)))
                .map(each -> each.objective().words() + ": " + each.evidence().words() + "; evidence "
                        + Words.odds(rollback(each)) + " that it is broken" + Amounts.bounding(each, promise))
                .collect(Collectors.joining("; "));
    }

    private String shown(Assessment each) {
        return each.objective().words() + ": " + each.evidence().words() + Amounts.bounding(each, promise);
    }

    private Judgement goingOn() {
        if (open().isEmpty()) {
            return undecided(
                    moment.soaked()
                            ? "every objective is shown; promotion waits for look " + promise.leastLooks()
                            : "every objective is shown; promotion waits for the end of the soak");
        }
        return undecided("not shown yet: " + joined(open(), this::wanting));
    }

    private static Judgement undecided(String because) {
        return new Judgement(Verdict.UNDECIDED, Cause.TOO_CLOSE, because);
    }

    private String wanting(Assessment each) {
        return each.objective().words() + ": "
                + each.evidence()
                        .weight()
                        .map(weight -> "evidence " + Words.odds(weight.promotion()) + " of "
                                + Words.odds(promise.promotionNeeds()) + left(weight))
                        .orElse(each.evidence().words());
    }

    private static String left(Weight weight) {
        return weight.left().isPresent()
                ? ", about " + Words.count(weight.left().getAsLong(), "request") + " left"
                : "";
    }

    private static double rollback(Assessment each) {
        return each.evidence().weight().map(Weight::rollback).orElse(0.0);
    }

    private static String joined(List<Assessment> assessments, Function<Assessment, String> words) {
        return assessments.stream().map(words).collect(Collectors.joining("; "));
    }
}
