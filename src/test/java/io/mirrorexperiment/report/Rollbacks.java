package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import java.util.List;
import java.util.Optional;

/** The runs that end where they began, or try to. */
final class Rollbacks {
    private Rollbacks() {}

    static Story rolledBack() {
        Story story = Cases.flowing(60).looks(6, tick -> Story.assessed(19L * tick + 5, tick - 1, 87.3, 31.2));
        String because = story.words(Assessment.Standing.BREACHED);
        return story.judged(Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, because);
    }

    static Story neverReady() {
        String because =
                "the dark version did not become ready within 300 s: pod reviews-v2-7c9 cannot pull example/reviews:2.0"
                        + " (ErrImagePull: manifest unknown)";
        return new Story(Cases.ours())
                .planned()
                .deployed()
                .after(300)
                .judged(Verdict.VIOLATES, Cause.NEVER_READY, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.NEVER_READY, because);
    }

    static Story notFlowing() {
        return withoutCopies(
                Cause.MIRROR_NOT_FLOWING,
                "none of 301 live requests was copied within 60 s: look whether the subset of the dark version selects its pods,"
                        + " whether the callers have sidecars, whether the methods and paths of the mirrored route are the ones used,"
                        + " and whether bodies exceed 1 MiB");
    }

    static Story noTraffic() {
        return withoutCopies(
                Cause.NO_EVIDENCE,
                "no request reached the live version within 60 s: without traffic nothing can be mirrored");
    }

    private static Story withoutCopies(Cause cause, String because) {
        return new Story(Cases.ours())
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

    static Story contaminated() {
        String because =
                "the dark version had 17 requests before the mirror opened; somebody else calls it: look for clients that address"
                        + " its pods or a Service that selects them";
        return new Story(Cases.ours())
                .planned()
                .deployed()
                .ready()
                .after(5)
                .judged(Verdict.INCONCLUSIVE, Cause.DARK_CONTAMINATED, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, because);
    }

    static Story lossy() {
        String because = "41 of 812 live requests copied: 5.0 % (asked 40 %): copies are lost";
        return Cases.flowing(6)
                .looks(6, Cases::fine)
                .after(10)
                .then(at -> new Entry.Iterated(
                        at,
                        7,
                        false,
                        Optional.empty(),
                        Totals.NONE,
                        Totals.NONE,
                        Cases.fine(7),
                        Story.proof(MirrorProof.Standing.LOSSY, 812, 41, because),
                        List.of()))
                .judged(Verdict.INCONCLUSIVE, Cause.MIRROR_LOSSY, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MIRROR_LOSSY, because);
    }

    static Story liveHurt() {
        String because =
                "live errors became worse while mirroring: 8.4 % of 215 requests failed, before it 0.2 % of 1,502"
                        + " requests failed";
        return Cases.flowing(60)
                .looks(4, Cases::fine)
                .judged(Verdict.INCONCLUSIVE, Cause.LIVE_HURT, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.LIVE_HURT, because);
    }

    static Story missingReadings() {
        String silent = "dark: the newest sample is 41 s old, older than 3 scrapes: is the metrics system behind?";
        String because = "the last look found no counters: " + silent;
        return Cases.flowing(6)
                .looks(4, Cases::fine)
                .silentLook(5, silent, Cases.fine(4))
                .silentLook(6, silent, Cases.fine(4))
                .silentLook(
                        7,
                        "live: HTTP 503 from http://prometheus.istio-system:9090/api/v1/query",
                        Story.withoutRequests())
                .judged(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, because);
    }

    static Story expired() {
        String because = "the run's time was over before a verdict; nobody resumed it before";
        return Cases.flowing(60)
                .looks(9, Cases::fine)
                .after(8000)
                .judged(Verdict.INCONCLUSIVE, Cause.EXPIRED, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.EXPIRED, because);
    }

    static Story aborted() {
        return Cases.flowing(60)
                .looks(3, Cases::fine)
                .after(4)
                .then(at -> new Entry.Asked(at, Entry.Request.ABORT, "signal SIGTERM"))
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, "stopped by signal SIGTERM");
    }

    static Story stuck() {
        String because = "could not remove dark: deployments.apps \"reviews-v2\" is forbidden: User"
                + " \"system:serviceaccount:ci:gate\" cannot delete resource \"deployments\" in API group \"apps\"";
        Story story = Cases.flowing(60)
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
}
