package io.mirrorexperiment.report;

import static io.mirrorexperiment.report.Experiments.AUTO;
import static io.mirrorexperiment.report.Experiments.CLONE;
import static io.mirrorexperiment.report.Experiments.HOLD;
import static io.mirrorexperiment.report.Experiments.MANUAL;
import static io.mirrorexperiment.report.Experiments.PRESENT;
import static io.mirrorexperiment.report.Experiments.ROLL_BACK;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Differences;
import io.mirrorexperiment.experiment.Differences.Example;
import io.mirrorexperiment.experiment.Differences.PathDifference;
import io.mirrorexperiment.experiment.Differences.StatusChange;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Steps;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One run for every way in which a run can end or wait. */
final class Cases {
    private Cases() {}

    /** By name, in the order in which a person would look at them. */
    static Map<String, Story> all() {
        Map<String, Story> cases = new LinkedHashMap<>();
        endings(cases);
        waits(cases);
        notStarted(cases);
        return cases;
    }

    static Story named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    private static void endings(Map<String, Story> cases) {
        cases.put("promoted", promoted());
        cases.put("promoted-by-shift", promotedByShift());
        cases.put("pictured", pictured(new Sight.Seen(Travels.ofARun())));
        cases.put("not-pictured", pictured(new Sight.Unseen("the metrics system has not answered within 5 s")));
        cases.put("promotion-failed", promotionFailed());
        cases.put("promoted-in-steps", promotedInSteps());
        cases.put("promotion-breached", promotionBreached());
        cases.put("rolled-back-on-errors", Rollbacks.rolledBack());
        cases.put("never-ready", Rollbacks.neverReady());
        cases.put("not-flowing", Rollbacks.notFlowing());
        cases.put("no-traffic", Rollbacks.noTraffic());
        cases.put("contaminated", Rollbacks.contaminated());
        cases.put("lossy", Rollbacks.lossy());
        cases.put("live-hurt", Rollbacks.liveHurt());
        cases.put("missing-readings", Rollbacks.missingReadings());
        cases.put("expired", Rollbacks.expired());
        cases.put("aborted", Rollbacks.aborted());
        cases.put("stuck", Rollbacks.stuck());
        cases.put("adopted", adopted());
        cases.put("beside-others", promoted(new Story(ours()).plannedBeside("reviews-v3", "reviews-v1b")));
        cases.put("asked-of-pods", promoted(new Story(Experiments.askingPods(ours())).planned()));
    }

    private static void waits(Map<String, Story> cases) {
        cases.put("begun", new Story(ours()));
        cases.put("looking", flowing(60).looks(23, Cases::fine).after(4));
        cases.put("weighing", weighing());
        cases.put("compared", flowing(60).looks(23, Cases::fine).compared(twins()));
        cases.put("stumbling", stumbling());
        cases.put("held", held());
        cases.put("awaited", awaited());
        cases.put("unanswered", unanswered());
        cases.put("paused", Stops.paused());
        cases.put("paused-and-gone-on", Stops.goneOn());
        cases.put("paused-and-forgotten", Stops.forgotten());
        cases.put("unmirrored-by-hand", Stops.unmirrored());
        cases.put("extended", Stops.extended());
        cases.put("extended-wait", Stops.extendedWait());
    }

    private static void notStarted(Map<String, Story> cases) {
        cases.put(
                "claimed",
                refused(
                        Cause.CLAIMED,
                        "VirtualService default/reviews is claimed by run default.reviews-v3.7 of ci-runner-2/812 until 2026-11-21T09:31:00Z;"
                                + " wait for it, or end it with `mirror-experiment abort default.reviews-v3.7`"));
        cases.put(
                "gitops",
                refused(
                        Cause.GITOPS_OWNED,
                        "VirtualService default/reviews belongs to Argo CD application shop, which would undo our edits; make it ignore"
                                + " changes made by the field manager mirror-experiment, and say --gitops patch"));
        cases.put(
                "unreachable",
                refused(
                        Cause.METRICS_UNREACHABLE,
                        "http://prometheus.istio-system:9090 did not answer within 10 s: connection refused"));
    }

    static Experiment ours() {
        return Experiments.ours(CLONE, 6, AUTO, ROLL_BACK);
    }

    static Story flowing(int iterations) {
        return flowing(new Story(Experiments.ours(CLONE, iterations, AUTO, ROLL_BACK)).planned());
    }

    private static Story flowing(Story planned) {
        return planned.deployed().ready().mirrored().flowing();
    }

    /** By the sequential rule, with one objective farther than the others. */
    private static Story weighing() {
        Decision decision = new Decision(Decision.Rule.SEQUENTIAL, .01, .05, Duration.ofMinutes(2), false);
        Forecast forecast = new Forecast(
                2,
                1_200,
                List.of(
                        "live has 5 requests per second; 40 % of those with GET, HEAD, OPTIONS are copied: at most 1,200"
                                + " requests are judged in 10m after warm-up",
                        "error-rate ≤ 0.01: an error-free version needs 570 requests (4m 45s)"));
        return new Story(Experiments.judged(Experiments.ours(CLONE, 60, AUTO, ROLL_BACK), decision))
                .planned(forecast)
                .deployed()
                .ready()
                .mirrored()
                .flowing()
                .looks(
                        23,
                        tick -> List.of(
                                Story.weighed(.17 * tick, -.1 * tick).get(0),
                                Story.weighed(.3 * tick, -.2 * tick).get(1),
                                Story.weighed(9e9 * tick, -9e9 * tick).get(2),
                                Story.weighed(-.1 * tick, .08 * tick).get(3)))
                .after(4);
    }

    private static Story promoted() {
        return promoted(flowing(60), 61);
    }

    private static Story promoted(Story planned) {
        return promoted(flowing(planned), 7);
    }

    private static Story promoted(Story flowing, int looks) {
        Story story = conforming(flowing.looks(looks, Cases::fine));
        return story.unmirrored()
                .promotedByImage()
                .cleaned()
                .finished(Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, story.metByAll());
    }

    private static Story pictured(Sight traffic) {
        Story story = conforming(flowing(60).looks(61, Cases::fine));
        return story.unmirrored()
                .then(at -> new Entry.Pictured(at, traffic))
                .promotedByImage()
                .cleaned()
                .finished(Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, story.metByAll());
    }

    private static Story conforming(Story story) {
        return story.judged(Verdict.CONFORMS, Cause.OBJECTIVES_MET, story.metByAll());
    }

    private static Story promotedByShift() {
        Story story = conforming(new Story(Experiments.ours(PRESENT, 6, MANUAL, ROLL_BACK))
                .planned()
                .deployed()
                .ready()
                .mirrored()
                .flowing()
                .looks(7, Cases::fine));
        return story.unmirrored()
                .then(at -> new Entry.Awaited(at, at.plusSeconds(3600)))
                .after(131)
                .then(at -> new Entry.Asked(at, Entry.Request.PROMOTE, "alice"))
                .then(at -> new Entry.Committed(at, ""))
                .after(8)
                .then(Entry.Scaled::new)
                .then(Entry.Shifted::new)
                .after(5)
                .then(Entry.Verified::new)
                .after(300)
                .then(Entry.OldDropped::new)
                .cleaned()
                .finished(
                        Verdict.CONFORMS,
                        Outcome.PROMOTED,
                        Cause.PROMOTED_BY_HAND,
                        "promoted by alice; " + story.metByAll());
    }

    private static Story stepping() {
        Steps steps = new Steps(List.of(10, 50, 100), Duration.ofSeconds(60));
        Promotion promotion =
                new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), Duration.ZERO, Optional.of(steps));
        Story story = new Story(Experiments.ours(CLONE, 6, promotion, ROLL_BACK))
                .planned()
                .deployed()
                .ready()
                .mirrored()
                .flowing()
                .looks(7, Cases::fine);
        return conforming(story)
                .unmirrored()
                .after(5)
                .then(at -> new Entry.Committed(at, Story.DIGEST))
                .after(9)
                .then(Entry.Scaled::new)
                .then(at -> new Entry.Stepped(at, 0))
                .after(5)
                .step(10, Story.assessed(60, 0, 42, 21));
    }

    private static Story promotedInSteps() {
        return stepping()
                .step(50, Story.assessed(300, 1, 44, 22))
                .then(Entry.LiveChanged::new)
                .after(21)
                .then(Entry.Verified::new)
                .then(Entry.LedBack::new)
                .cleaned()
                .finished(
                        Verdict.CONFORMS,
                        Outcome.PROMOTED,
                        Cause.OBJECTIVES_MET,
                        "every objective is met: error-rate: 0.2 %");
    }

    private static Story promotionBreached() {
        String because = "at 50 % of the live traffic: error-rate ≤ 1 %: 30 of 300 requests failed";
        return stepping()
                .step(50, Story.assessed(300, 30, 44, 22))
                .then(at -> new Entry.Regretted(at, Cause.PROMOTION_BREACHED, because))
                .then(Entry.TakenBack::new)
                .cleaned()
                .finished(Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.PROMOTION_BREACHED, because);
    }

    private static Story promotionFailed() {
        String because = "the promoted version does not serve: Deployment default/reviews-v1: pod reviews-v1-6d4 is in"
                + " CrashLoopBackOff (exit code 137)";
        return conforming(flowing(6).looks(7, Cases::fine))
                .unmirrored()
                .after(5)
                .then(at -> new Entry.Committed(at, Story.DIGEST))
                .then(Entry.LiveChanged::new)
                .after(420)
                .then(at -> new Entry.Regretted(at, Cause.PROMOTION_FAILED, because))
                .after(11)
                .then(Entry.TakenBack::new)
                .cleaned()
                .finished(Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.PROMOTION_FAILED, because);
    }

    private static Story adopted() {
        Story story = conforming(new Story(Experiments.adopted(Experiments.NONE))
                .planned()
                .baselined()
                .flowing()
                .looks(7, Cases::fine));
        return story.then(Entry.Released::new)
                .finished(Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, story.metByAll());
    }

    private static Twins twins() {
        Example example = new Example("84961386-6d84-929d-98bd-c5aee93b5c88", 200, 0, 379, 0);
        Differences differences = new Differences(
                List.of(new StatusChange("2xx", "5xx", 12), new StatusChange("2xx", "none", 2)),
                1_190,
                103,
                List.of(new PathDifference("GET", "/reviews/*", 14, 101, example)),
                2);
        return new Twins(
                Story.START.plusSeconds(300),
                new Pairs(2, 14, 1, 1_187),
                new Twins.Latency(-3_732.4, 181_000),
                new Twins.Leftovers(9, 0, 3, 0, 1),
                differences);
    }

    private static Story stumbling() {
        return flowing(60)
                .looks(2, Cases::fine)
                .after(5)
                .then(at -> new Entry.Stumbled(
                        at, "iterate", "https://ci:hunter2@api.example:6443 did not answer within 10 s", false))
                .after(2);
    }

    private static Story held() {
        String because = "no evidence for latency-p95 ≤ 100 ms: no latency histogram";
        return new Story(Experiments.ours(CLONE, 6, AUTO, HOLD))
                .planned()
                .deployed()
                .ready()
                .mirrored()
                .flowing()
                .looks(7, Cases::fine)
                .judged(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, because)
                .unmirrored()
                .then(at -> new Entry.Held(at, at.plusSeconds(86_400)))
                .after(3600);
    }

    private static Story waiting() {
        return conforming(new Story(Experiments.ours(CLONE, 6, MANUAL, ROLL_BACK))
                        .planned()
                        .deployed()
                        .ready()
                        .mirrored()
                        .flowing()
                        .looks(7, Cases::fine))
                .unmirrored()
                .then(at -> new Entry.Awaited(at, at.plusSeconds(3600)));
    }

    private static Story awaited() {
        return waiting().after(754);
    }

    private static Story unanswered() {
        Story story = waiting();
        return story.after(3600)
                .cleaned()
                .finished(
                        Verdict.CONFORMS,
                        Outcome.ROLLED_BACK,
                        Cause.UNANSWERED,
                        "nobody promoted it in time; " + story.metByAll());
    }

    private static Story refused(Cause cause, String because) {
        return new Story(ours()).finished(Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, cause, because);
    }

    static List<Assessment> fine(int tick) {
        return Story.assessed(20L * tick - 20, tick < 12 ? 0 : 1, 80 + tick % 7 * 2.1, 29 + tick % 5 * 0.7);
    }
}
