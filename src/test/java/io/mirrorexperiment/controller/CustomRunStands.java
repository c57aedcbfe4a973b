package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A CustomRun in every way in which it can stand. */
final class CustomRunStands {
    private static final CustomRuns SUBJECT = new CustomRuns();
    private static final Beside BESIDE = Applied.beside(Applied.template("reviews-v2"));
    private static final Manifest PLAIN = Applied.naming("reviews-v2");
    private static final Manifest CANCELLED = Applied.naming("reviews-v2", "status: RunCancelled");
    private static final Manifest RETRIED = Applied.naming("reviews-v2", "retries: 1");
    private static final String TIMEOUT = "CustomRun default/release-7-try (timeout 10m)";

    private CustomRunStands() {}

    static Map<String, Stood> all() {
        Map<String, Stood> cases = new LinkedHashMap<>();
        before(cases);
        during(cases);
        ends(cases);
        stops(cases);
        tries(cases);
        return cases;
    }

    private static void before(Map<String, Stood> cases) {
        cases.put("waiting", new Stood(SUBJECT, PLAIN, new Stand.Waiting("default/other")));
        cases.put("refused", refused(Applied.naming("reviews-v2", "params: [{name: spec.promtion, value: auto}]")));
        cases.put("workspaces", refused(Applied.naming("reviews-v2", "workspaces: [{name: source, emptyDir: {}}]")));
        cases.put("cancelled-before", refused(CANCELLED));
    }

    private static void during(Map<String, Stood> cases) {
        cases.put("begun", told(PLAIN, told -> told));
        cases.put("looking", told(Applied.holding(), told -> told.flowing().looks(2, Assessment.Standing.MET)));
        cases.put("awaited", told(
                Applied.naming("reviews-v2", "params: [{name: promotion, value: manual}]"),
                told -> told.flowing()
                        .looks(3, Assessment.Standing.MET)
                        .judged(Verdict.CONFORMS, Cause.OBJECTIVES_MET, "every objective is met")
                        .then(Entry.Unmirrored::new)
                        .then(at -> new Entry.Awaited(at, at.plus(Duration.ofHours(1))))));
    }

    private static void ends(Map<String, Stood> cases) {
        cases.put("promoted", told(PLAIN, told -> told.conforms(Outcome.PROMOTED)));
        cases.put("violates", told(PLAIN, told -> told.violates(Outcome.ROLLED_BACK)));
        cases.put("violates-and-tells", told(
                Applied.naming("reviews-v2", "params: [{name: fail, value: 'false'}]"),
                told -> told.violates(Outcome.ROLLED_BACK)));
        cases.put("no-evidence", told(PLAIN, told -> told.silent(Outcome.ROLLED_BACK)));
        cases.put("held", told(PLAIN, CustomRunStands::held));
        cases.put("held-and-decided-later", told(PLAIN, told -> held(told)
                .asked(Entry.Request.PROMOTE, "root")
                .finished(Verdict.INCONCLUSIVE, Outcome.PROMOTED, Cause.PROMOTED_BY_HAND, "promoted by root")));
    }

    private static Told held(Told told) {
        return told.flowing()
                .looks(3, Assessment.Standing.UNDECIDED)
                .judged(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, "no requests")
                .then(Entry.Unmirrored::new)
                .then(at -> new Entry.Held(at, at.plus(Duration.ofHours(24))));
    }

    private static void stops(Map<String, Stood> cases) {
        String by = "CustomRun default/release-7-try (RunCancelled)";
        cases.put("cancelled", told(CANCELLED, told -> aborted(told, by)));
        cases.put("cancelled-too-late", told(CANCELLED, told -> told.flowing()
                .looks(3, Assessment.Standing.MET)
                .judged(Verdict.CONFORMS, Cause.OBJECTIVES_MET, "every objective is met")
                .asked(Entry.Request.ABORT, by)
                .finished(Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, "every objective is met; "
                        + by + " asked to stop when the promotion had begun, so it was finished")));
        cases.put("timed-out", told(Applied.naming("reviews-v2", "timeout: 10m"), told -> aborted(told, TIMEOUT)));
        cases.put("stuck", told(CANCELLED, told -> told.flowing()
                .asked(Entry.Request.ABORT, by)
                .finished(Verdict.INCONCLUSIVE, Outcome.STUCK, Cause.CLEAN_UP_FAILED, "no answer", "mirror-experiment reap")));
        cases.put("stuck-in-deletion", new Stood(SUBJECT, PLAIN, new Stand.Stuck(
                run(PLAIN, 1).flowing().journal(), "the route is not restored", List.of("mirror-experiment reap"))));
    }

    private static Told aborted(Told told, String by) {
        return told.flowing()
                .asked(Entry.Request.ABORT, by)
                .finished(Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, "stopped by " + by);
    }

    private static void tries(Map<String, Stood> cases) {
        Stood first = new Stood(SUBJECT, RETRIED, ended(run(RETRIED, 1).silent(Outcome.ROLLED_BACK)));
        cases.put("retrying", first);
        Manifest told = first.told();
        cases.put("second-try", new Stood(SUBJECT, told, new Stand.Running(
                run(RETRIED, 2).flowing().journal(), "", Optional.empty())));
        cases.put("second-try-violates", new Stood(SUBJECT, told, ended(run(RETRIED, 2).violates(Outcome.ROLLED_BACK))));
        cases.put("tries-exhausted", new Stood(SUBJECT, told, ended(run(RETRIED, 2).silent(Outcome.ROLLED_BACK))));
    }

    private static Stood refused(Manifest object) {
        return new Stood(SUBJECT, object, new Stand.Refused(((Asked.Wrong) SUBJECT.asked(object, BESIDE)).mistakes()));
    }

    private static Stood told(Manifest object, UnaryOperator<Told> story) {
        Told told = story.apply(run(object, 1));
        Stand going = new Stand.Running(told.journal(), "", Optional.empty());
        return new Stood(SUBJECT, object, told.journal().has(Entry.Finished.class) ? ended(told) : going);
    }

    private static Stand ended(Told told) {
        return new Stand.Ended(told.journal(), Optional.empty());
    }

    /** Cancelled ones had begun before. */
    private static Told run(Manifest object, long generation) {
        Manifest before = object.without("spec", "status");
        Experiment experiment = ((Asked.Run) SUBJECT.asked(before, BESIDE)).experiment();
        return Told.of(experiment, generation);
    }
}
