package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run as far as others are told of it. */
final class Course {
    static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    private static final String BECAUSE = "error-rate 0.0312 > 0.01 (312 of 10,000 <requests> & counting)";

    private Course() {}

    static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    static Journal begun(Notification... receivers) {
        return Journal.begun(new RunId("shop", "reviews-v2", 3), "shop.reviews-v2.3 by ci 0a1b2c3d", told(receivers));
    }

    static Journal planned(Notification... receivers) {
        return begun(receivers).plus(new Entry.Planned(at(1), plan()));
    }

    static Journal judged(Notification... receivers) {
        return planned(receivers)
                .plus(look())
                .plus(new Entry.Judged(at(90), Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED, BECAUSE));
    }

    static Journal conforming(Notification... receivers) {
        return planned(receivers)
                .plus(look())
                .plus(new Entry.Judged(at(90), Verdict.CONFORMS, Cause.OBJECTIVES_MET, "every objective is met"));
    }

    static Journal ended(Outcome outcome, List<String> commands, Notification... receivers) {
        return judged(receivers)
                .plus(new Entry.Finished(
                        at(95), new Ending(Verdict.VIOLATES, outcome, Cause.OBJECTIVE_BREACHED, BECAUSE), commands));
    }

    static Journal refused(Notification... receivers) {
        Ending ending = new Ending(
                Verdict.INCONCLUSIVE,
                Outcome.NOT_STARTED,
                Cause.CLAIMED,
                "shop.other.1 works on VirtualService reviews");
        return begun(receivers)
                .plus(new Entry.Judged(at(1), ending.verdict(), ending.cause(), ending.because()))
                .plus(new Entry.Finished(at(1), ending, List.of()));
    }

    private static Entry look() {
        Objective objective = new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty());
        Evidence evidence = new Evidence(
                OptionalDouble.of(0.0312),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                10_000,
                "0.0312 of 10,000 requests");
        return new Entry.Iterated(
                at(80),
                7,
                false,
                Optional.empty(),
                new Totals(25_000, 3, Reading.Histogram.EMPTY, 0),
                new Totals(10_000, 312, Reading.Histogram.EMPTY, 0),
                List.of(new Assessment(objective, Assessment.Standing.BREACHED, evidence)),
                new MirrorProof(MirrorProof.Standing.PROVEN, 25_000, 10_000, 0.4, "40 % of the requests are copied"),
                List.of());
    }

    private static Plan plan() {
        return new Plan(
                "istio",
                "reviews-v1",
                "reviews-v2",
                Map.of("version", "v1"),
                Map.of("version", "v2"),
                "example/reviews:1.0",
                "reviews",
                OptionalDouble.of(40),
                List.of(),
                List.of(),
                List.of(),
                at(3600),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Experiment told(Notification... receivers) {
        return new Experiment(
                        "shop",
                        "reviews-v2",
                        "reviews",
                        new Version.Labelled("v1"),
                        new Dark(new DarkSource.Clone("v2", "example/reviews:2.0"), Duration.ofMinutes(5)),
                        new Mirror(
                                Mirror.Via.ISTIO,
                                40,
                                Mirror.SAFE_METHODS,
                                Optional.empty(),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(1)),
                        new MetricsSystem(
                                URI.create("http://prometheus.istio-system:9090"),
                                new MetricsSystem.Auth.None(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                "destination",
                                Duration.ofSeconds(10)),
                        List.of(new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty())),
                        new Cadence(Duration.ofSeconds(10), 60, 3),
                        new Decision(Decision.Rule.POINT, 0.01, 0.05, Duration.ZERO, true),
                        new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), Duration.ofMinutes(10)),
                        new OnInconclusive(true, Duration.ofHours(24)),
                        Duration.ofMinutes(5))
                .telling(List.of(receivers));
    }
}
