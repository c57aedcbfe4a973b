package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.report.EvidenceTrail.Point;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the picture of the evidence says in words. */
record CurveWords(Facts facts, List<EvidenceTrail> trails) {
    /** No error probability is so small that its threshold could not be drawn. */
    private static final double LEAST_ERROR = 1e-12;

    /** The odds that a decision needs, as a natural logarithm. */
    static double needed(double error) {
        return -Math.log(Math.max(LEAST_ERROR, Math.min(error, .999)));
    }

    String title() {
        return "Evidence of run " + facts.journal().id() + ": " + headline();
    }

    String headline() {
        return Headline.top(facts.journal()).render(Style.PLAIN);
    }

    Tone tone() {
        return Headline.tone(facts.journal());
    }

    String subtitle() {
        var experiment = facts.journal().experiment();
        return facts.journal().id() + " · " + experiment.service() + ": "
                + experiment.live().words() + " → " + Words.dark(experiment);
    }

    String guide() {
        return trails.size() > 1
                ? "Promoted when every curve stands above the green line; rolled back when the black one falls below the red line."
                : "Promoted when the curve stands above the green line; rolled back when it falls below the red line.";
    }

    /** For those who don't see the picture. */
    String description() {
        return "Odds of evidence over " + Numbers.count(requests(), "request")
                + " of the dark version. A promotion needs "
                + Odds.needed(decision().falsePromotion()) + " for every objective, a rollback "
                + Odds.needed(decision().falseRollback()) + " in the mean. At the end: "
                + trails.stream()
                        .map(trail -> trail.standing().objective().words() + ": "
                                + standing(trail, needed(decision().falsePromotion())))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    /** As in {@code 0 %; 104 : 1 that it is met, enough since 607 requests; 0.02 : 1 that it is broken}. */
    static String standing(EvidenceTrail trail, double enough) {
        String since = trail.crossing(enough)
                .map(point -> ", enough since " + Numbers.count(point.requests(), "request"))
                .orElse("");
        return trail.standing().measured() + "; " + Odds.words(trail.last().promotion()) + " that it is met" + since
                + "; " + Odds.words(trail.last().rollback()) + " that it is broken";
    }

    String together() {
        List<Point> all = EvidenceTrail.together(trails);
        return Odds.words(all.get(all.size() - 1).rollback()) + " that one of them is broken: the mean of their odds";
    }

    /** What stands at the right edge. */
    String end() {
        String far = Numbers.count(requests(), "request") + after();
        return facts.last(Entry.Judged.class).isPresent() ? far : far + " so far";
    }

    private String after() {
        Optional<Duration> took = facts.at(Entry.Flowing.class)
                .flatMap(flowing -> facts.last(Entry.Iterated.class).map(look -> Duration.between(flowing, look.at())));
        return took.map(duration -> " in " + Numbers.duration(duration)).orElse("");
    }

    boolean isBroken() {
        return facts.verdict() == Verdict.VIOLATES;
    }

    /** Where the evidence began to suffice for what was decided; empty where it never did. */
    Optional<Point> decisive() {
        return isBroken() ? broken() : shown();
    }

    /** As in {@code 100 : 1 after 607 requests}. */
    String decided(Point point) {
        double error = isBroken() ? decision().falseRollback() : decision().falsePromotion();
        return Odds.needed(error) + " reached after " + Numbers.count(point.requests(), "request");
    }

    private Optional<Point> broken() {
        double enough = needed(decision().falseRollback());
        List<Point> all = EvidenceTrail.together(trails);
        return all.stream().filter(point -> point.rollback() >= enough).findFirst();
    }

    /** The objective that took longest. */
    private Optional<Point> shown() {
        double enough = needed(decision().falsePromotion());
        List<Optional<Point>> crossings =
                trails.stream().map(trail -> trail.crossing(enough)).toList();
        return crossings.stream().allMatch(Optional::isPresent)
                ? crossings.stream().flatMap(Optional::stream).max(Comparator.comparingLong(Point::requests))
                : Optional.empty();
    }

    private Decision decision() {
        return facts.journal().experiment().decision();
    }

    /** That were judged. */
    long requests() {
        return trails.stream().mapToLong(trail -> trail.last().requests()).max().orElse(0);
    }
}
