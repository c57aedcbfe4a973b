package io.mirrorexperiment.report;

import static io.mirrorexperiment.report.Experiments.AUTO;
import static io.mirrorexperiment.report.Experiments.CLONE;
import static io.mirrorexperiment.report.Experiments.HOLD;
import static io.mirrorexperiment.report.Experiments.MANUAL;
import static io.mirrorexperiment.report.Experiments.PRESENT;
import static io.mirrorexperiment.report.Experiments.ROLL_BACK;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
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
        cases.put("promotion-failed", promotionFailed());
        cases.put("rolled-back-on-errors", rolledBack());
        cases.put("never-ready", neverReady());
        cases.put("not-flowing", notFlowing());
        cases.put("no-traffic", noTraffic());
        cases.put("contaminated", contaminated());
        cases.put("lossy", lossy());
        cases.put("live-hurt", liveHurt());
        cases.put("missing-readings", missingReadings());
        cases.put("expired", expired());
        cases.put("aborted", aborted());
        cases.put("stuck", stuck());
        cases.put("adopted", adopted());
    }

    private static void waits(Map<String, Story> cases) {
        cases.put("begun", new Story(ours()));
        cases.put("looking", flowing(60).looks(23, Cases::fine).after(4));
        cases.put("stumbling", stumbling());
        cases.put("held", held());
        cases.put("awaited", awaited());
        cases.put("unanswered", unanswered());
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

    private static Experiment ours() {
        return Experiments.ours(CLONE, 6, AUTO, ROLL_BACK);
    }

    private static Story flowing(int iterations) {
        return new Story(Experiments.ours(CLONE, iterations, AUTO, ROLL_BACK))
                .planned()
                .deployed()
                .ready()
                .mirrored()
                .flowing();
    }

    private static Story promoted() {
        Story story = conforming(flowing(60).looks(61, Cases::fine));
        return story.unmirrored()
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

    private static Story rolledBack() {
        Story story = flowing(60).looks(6, tick -> Story.assessed(19L * tick + 5, tick - 1, 87.3, 31.2));
        String because = story.words(Assessment.Standing.BREACHED);
        return story.judged(Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, because);
    }

    private static Story lossy() {
        String because = "41 of 812 live requests copied: 5.0 % (asked 40 %): copies are lost";
        return flowing(6)
                .looks(6, Cases::fine)
                .after(10)
                .then(at -> new Entry.Iterated(
                        at,
                        7,
                        false,
                        Optional.empty(),
                        Totals.NONE,
                        Totals.NONE,
                        fine(7),
                        Story.proof(MirrorProof.Standing.LOSSY, 812, 41, because),
                        List.of()))
                .judged(Verdict.INCONCLUSIVE, Cause.MIRROR_LOSSY, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MIRROR_LOSSY, because);
    }

    private static Story neverReady() {
        String because =
                "the dark version did not become ready within 300 s: pod reviews-v2-7c9 cannot pull example/reviews:2.0"
                        + " (ErrImagePull: manifest unknown)";
        return new Story(ours())
                .planned()
                .deployed()
                .after(300)
                .judged(Verdict.VIOLATES, Cause.NEVER_READY, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.NEVER_READY, because);
    }

    private static Story notFlowing() {
        return withoutCopies(
                Cause.MIRROR_NOT_FLOWING,
                "none of 301 live requests was copied within 60 s: look whether the subset of the dark version selects its pods,"
                        + " whether the callers have sidecars, whether the methods and paths of the mirrored route are the ones used,"
                        + " and whether bodies exceed 1 MiB");
    }

    private static Story noTraffic() {
        return withoutCopies(
                Cause.NO_EVIDENCE,
                "no request reached the live version within 60 s: without traffic nothing can be mirrored");
    }

    private static Story withoutCopies(Cause cause, String because) {
        return new Story(ours())
                .planned()
                .deployed()
                .ready()
                .mirrored()
                .after(60)
                .judged(Verdict.INCONCLUSIVE, cause, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, cause, because);
    }

    private static Story contaminated() {
        String because =
                "the dark version had 17 requests before the mirror opened; somebody else calls it: look for clients that address"
                        + " its pods or a Service that selects them";
        return new Story(ours())
                .planned()
                .deployed()
                .ready()
                .after(5)
                .judged(Verdict.INCONCLUSIVE, Cause.DARK_CONTAMINATED, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, because);
    }

    private static Story liveHurt() {
        String because =
                "live errors became worse while mirroring: 8.4 % of 215 requests failed, before it 0.2 % of 1,502"
                        + " requests failed";
        return flowing(60)
                .looks(4, Cases::fine)
                .judged(Verdict.INCONCLUSIVE, Cause.LIVE_HURT, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.LIVE_HURT, because);
    }

    private static Story missingReadings() {
        String silent = "dark: the newest sample is 41 s old, older than 3 scrapes: is the metrics system behind?";
        String because = "the last look found no counters: " + silent;
        return flowing(6)
                .looks(4, Cases::fine)
                .silentLook(5, silent, fine(4))
                .silentLook(6, silent, fine(4))
                .silentLook(
                        7,
                        "live: HTTP 503 from http://prometheus.istio-system:9090/api/v1/query",
                        Story.withoutRequests())
                .judged(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, because);
    }

    private static Story expired() {
        String because = "the run's time was over before a verdict; nobody resumed it before";
        return flowing(60)
                .looks(9, Cases::fine)
                .after(8000)
                .judged(Verdict.INCONCLUSIVE, Cause.EXPIRED, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.EXPIRED, because);
    }

    private static Story aborted() {
        return flowing(60)
                .looks(3, Cases::fine)
                .after(4)
                .then(at -> new Entry.Asked(at, Entry.Request.ABORT, "signal SIGTERM"))
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, "stopped by signal SIGTERM");
    }

    private static Story stuck() {
        String because = "could not remove dark: deployments.apps \"reviews-v2\" is forbidden: User"
                + " \"system:serviceaccount:ci:gate\" cannot delete resource \"deployments\" in API group \"apps\"";
        Story story = flowing(60)
                .looks(3, tick -> Story.assessed(40L * tick, 2L * tick, 240, 120))
                .judged(Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED, "latency-p95 ≤ 100 ms: 240.0 ms")
                .unmirrored();
        for (int i = 0; i < 3; i++) {
            story.after(60)
                    .then(at -> new Entry.Stumbled(
                            at, "remove dark", because.substring("could not remove dark: ".length()), false));
        }
        return story.after(600)
                .finished(
                        Verdict.VIOLATES,
                        Outcome.STUCK,
                        Cause.CLEAN_UP_FAILED,
                        because,
                        "mirror-experiment restore default.reviews-v2.1",
                        "kubectl -n default delete deployment.apps reviews-v2",
                        "kubectl -n default edit virtualservice.networking.istio.io reviews   # remove what is named mirror-experiment");
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

    private static List<Assessment> fine(int tick) {
        return Story.assessed(20L * tick - 20, tick < 12 ? 0 : 1, 80 + tick % 7 * 2.1, 29 + tick % 5 * 0.7);
    }
}
