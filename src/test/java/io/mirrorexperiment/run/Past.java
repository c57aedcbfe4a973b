package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Pause;
import io.mirrorexperiment.journal.Waiting;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Journals for tests of what is decided from them: no cluster, no clock. */
final class Past {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final MirrorProof PROOF = new MirrorProof(MirrorProof.Standing.PROVEN, 100, 50, 0.5, "fine");

    private Past() {}

    static Journal begun(Trial trial) {
        return Journal.begun(
                new RunId("default", "reviews-v2", 1), "default.reviews-v2.1 by tester", experiment(trial));
    }

    private static Experiment experiment(Trial trial) {
        MetricsSystem metrics = new MetricsSystem(
                URI.create("http://127.0.0.1:9090"),
                new MetricsSystem.Auth.None(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "destination",
                Duration.ofSeconds(10));
        return new Experiment(
                "default",
                "reviews-v2",
                "reviews",
                new Version.Labelled("v1"),
                new Dark(trial.source(), Duration.ofMinutes(1)),
                trial.mirror(),
                metrics,
                List.of(new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty())),
                trial.cadence(),
                new Decision(Decision.Rule.POINT, 0.01, 0.05, Duration.ZERO, trial.failFast()),
                trial.promotion(),
                trial.onInconclusive(),
                Duration.ofMinutes(1));
    }

    /** An entry of a deed that went well. */
    static Entry done(Deed deed, Journal journal, Instant now) {
        Experiment experiment = journal.experiment();
        return switch (deed) {
            case SEEK -> new Entry.Found(now);
            case PLAN -> new Entry.Planned(now, plan(now));
            case PREPARE -> new Entry.Prepared(now);
            case PIN -> new Entry.Pinned(now, look(now));
            case DEPLOY -> new Entry.Deployed(now);
            case AWAIT_READY -> new Entry.Ready(now, "example/reviews:v2");
            case PAUSE -> new Entry.Paused(now, pausedUntil(journal, now));
            case TAKE_BASELINE -> new Entry.Baselined(now, look(now), Totals.NONE, experiment.baseline());
            case MIRROR -> new Entry.Mirrored(now);
            case PROVE_FLOW -> new Entry.Flowing(now, look(now), PROOF);
            case ITERATE -> tick(journal, now);
            case GIVE_UP ->
                journal.has(Entry.Committed.class)
                        ? new Entry.Regretted(now, Cause.PROMOTION_FAILED, "given up")
                        : judged(
                                now,
                                Verdict.INCONCLUSIVE,
                                expired(journal, now) ? Cause.EXPIRED : Cause.CLUSTER_UNREACHABLE);
            case UNMIRROR -> new Entry.Unmirrored(now);
            case HOLD ->
                new Entry.Held(
                        now,
                        Waiting.of(journal, Entry.Held.class)
                                .map(Waiting::until)
                                .orElseGet(() ->
                                        now.plus(experiment.onInconclusive().holdFor())));
            case AWAIT_ANSWER ->
                new Entry.Awaited(
                        now,
                        Waiting.of(journal, Entry.Awaited.class)
                                .map(Waiting::until)
                                .orElseGet(() -> now.plus(experiment.promotion().expires())));
            case COMMIT -> new Entry.Committed(now, "example/reviews:v2");
            case CHANGE_LIVE -> new Entry.LiveChanged(now);
            case SCALE -> new Entry.Scaled(now);
            case STEP -> new Entry.Stepped(now, Stride.of(journal).orElseThrow().next());
            case WATCH -> watched(journal, now);
            case SHIFT -> new Entry.Shifted(now);
            case VERIFY -> new Entry.Verified(now);
            case LEAD_BACK -> new Entry.LedBack(now);
            case TAKE_BACK -> new Entry.TakenBack(now);
            case DROP_OLD -> new Entry.OldDropped(now);
            case REMOVE_DARK -> new Entry.DarkRemoved(now);
            case UNPIN -> new Entry.Unpinned(now);
            case CLEAR -> new Entry.Cleared(now);
            case RELEASE -> new Entry.Released(now);
            case PICTURE -> new Entry.Pictured(now, new Sight.Unseen("nobody looked"));
            case FINISH ->
                new Entry.Finished(
                        now,
                        journal.has(Entry.Released.class)
                                ? Conclusion.end(journal)
                                : new Ending(Verdict.UNDECIDED, Outcome.STUCK, Cause.CLEAN_UP_FAILED, "stuck"),
                        List.of());
        };
    }

    /** The first look of a step has counted nothing. */
    private static Entry.Watched watched(Journal journal, Instant now) {
        Stride stride = Stride.of(journal).orElseThrow();
        long requests = stride.looks().size() * 10L;
        Totals seen = requests == 0 ? Totals.NONE : new Totals(requests, 0, Reading.Histogram.EMPTY, 0);
        return new Entry.Watched(
                now,
                stride.newest().orElseThrow().percent(),
                Optional.of(look(now)),
                seen,
                seen,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Instant pausedUntil(Journal journal, Instant now) {
        return Pause.of(journal) instanceof Pause.Begun begun
                ? begun.waiting().until()
                : now.plus(journal.experiment().promotion().expires());
    }

    static Entry.Judged judged(Instant now, Verdict verdict, Cause cause) {
        return new Entry.Judged(now, verdict, cause, "because");
    }

    private static boolean expired(Journal journal, Instant now) {
        return journal.deadline().filter(now::isAfter).isPresent();
    }

    private static Entry.Iterated tick(Journal journal, Instant now) {
        Cadence cadence = journal.cadence();
        Instant flowing = journal.last(Entry.Flowing.class).orElseThrow().at();
        return new Entry.Iterated(
                now,
                cadence.dueTick(flowing, now),
                false,
                Optional.of(look(now)),
                Totals.NONE,
                Totals.NONE,
                List.of(),
                PROOF,
                List.of());
    }

    private static Look look(Instant at) {
        return new Look(at, new Reading.Counters(Map.of()), new Reading.Counters(Map.of()));
    }

    private static Plan plan(Instant now) {
        return new Plan(
                "istio",
                "reviews-v1",
                "reviews-v2",
                Map.of("version", "v1"),
                Map.of("version", "v2"),
                "example/reviews:v1",
                "reviews",
                OptionalDouble.of(50),
                List.of("VirtualService.networking.istio.io/default/reviews"),
                List.of("Deployment.apps/default/reviews-v2"),
                List.of("Service/default/reviews"),
                now.plus(Duration.ofDays(2)),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
