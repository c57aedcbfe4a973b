package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.sandbox.SampleApp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Iter8's tutorial's experiment in every way in which it can stand. */
final class Iter8Stands {
    private static final Iter8Experiments SUBJECT = new Iter8Experiments();
    private static final String TUTORIAL = SampleApp.experiment();
    private static final String MINE = """
            apiVersion: iter8.tools/v2alpha2
            kind: Metric
            metadata: {name: served}
            spec:
              description: requests that were served
              jqExpression: ".data.result[0].value[1] | tonumber"
              params: [{name: query, value: "sum(served_total{revision_name='$revision'})"}]
              urlTemplate: http://prom:9090/api/v1/query
            """;

    private Iter8Stands() {}

    static Map<String, Stood> all() {
        Map<String, Stood> cases = new LinkedHashMap<>();
        before(cases);
        during(cases);
        ends(cases);
        failures(cases);
        return cases;
    }

    private static void before(Map<String, Stood> cases) {
        cases.put("waiting", stood(TUTORIAL, new Stand.Waiting("shop/mirroring")));
        cases.put("refused", refused(TUTORIAL.replace("testingPattern: Conformance", "testingPattern: Canary")));
        cases.put("metric-missing", refused(TUTORIAL.replace("iter8-knative/error-rate", "mine")));
        cases.put("begun", running(told -> told));
        cases.put("requires", running(told -> told.then(at -> new Entry.Sought(at, "there is no Revision sample-app-v2"))));
        cases.put("planned", running(Told::planned));
    }

    private static void during(Map<String, Stood> cases) {
        cases.put("flowing", running(Told::flowing));
        cases.put("looking", running(told -> told.flowing().looks(3, Assessment.Standing.MET)));
        cases.put("breached-now", running(told -> told.flowing().looks(3, Assessment.Standing.BREACHED)));
        cases.put("without-requests", running(told -> told.flowing().looks(1, Assessment.Standing.UNDECIDED)));
        cases.put("a-loop", told(
                TUTORIAL.replace("iterationsPerLoop: 10", "iterationsPerLoop: 2\n    maxLoops: 3"),
                told -> told.flowing().looks(4, Assessment.Standing.MET)));
        cases.put("contaminated", running(told -> told.flowing()
                .looks(10, Assessment.Standing.MET)
                .judged(Verdict.INCONCLUSIVE, Cause.DARK_CONTAMINATED, "more requests than copies")));
        cases.put("counted-and-asked", told(
                TUTORIAL.replace("    objectives:", "    requestCount: iter8-knative/request-count\n    indicators:\n"
                                + "    - iter8-knative/error-count\n    objectives:")
                        .replace("iter8-knative/error-rate", "served"),
                told -> told.flowing().looks(2, Assessment.Standing.MET)));
    }

    private static void ends(Map<String, Stood> cases) {
        cases.put("conforms", ended(told -> told.conforms(Outcome.OBSERVED)));
        cases.put("promoted", ended(told -> told.conforms(Outcome.PROMOTED)));
        cases.put("violates", ended(told -> told.violates(Outcome.OBSERVED)));
        cases.put("rolled-back", ended(told -> told.violates(Outcome.ROLLED_BACK)));
        cases.put("no-evidence", ended(told -> told.silent(Outcome.OBSERVED)));
        cases.put("without-objectives", told(
                TUTORIAL.replaceAll("(?s)  criteria:.*?  duration:", "  duration:"),
                told -> told.silent(Outcome.OBSERVED)));
    }

    private static void failures(Map<String, Stood> cases) {
        cases.put("metrics-unreachable", ended(told -> told.judged(
                        Verdict.INCONCLUSIVE, Cause.METRICS_UNREACHABLE, "no answer")
                .finished(Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.METRICS_UNREACHABLE, "no answer")));
        cases.put("aborted", ended(told -> told.flowing()
                .looks(2, Assessment.Standing.MET)
                .asked(Entry.Request.ABORT, "root")
                .finished(Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, "stopped by root")));
        cases.put("stuck", ended(told -> told.flowing()
                .finished(Verdict.INCONCLUSIVE, Outcome.STUCK, Cause.CLEAN_UP_FAILED, "no answer", "mirror-experiment reap")));
        Told stuck = run(TUTORIAL).flowing().asked(Entry.Request.ABORT, "its deletion");
        cases.put("stuck-in-deletion", stood(TUTORIAL,
                new Stand.Stuck(stuck.journal(), "the route is not restored", List.of("mirror-experiment restore --all"))));
        Told late = run(TUTORIAL).flowing().looks(3, Assessment.Standing.MET);
        cases.put("remarked", stood(TUTORIAL,
                new Stand.Running(late.journal(), "", Optional.of("its spec changed while it is promoted; that is refused"))));
    }

    private static Stood refused(String text) {
        Asked.Wrong wrong = (Asked.Wrong) SUBJECT.asked(Applied.text(text), Beside.nothing());
        return stood(text, new Stand.Refused(wrong.mistakes()));
    }

    private static Stood running(UnaryOperator<Told> story) {
        return told(TUTORIAL, story);
    }

    private static Stood ended(UnaryOperator<Told> story) {
        return told(TUTORIAL, story);
    }

    private static Stood told(String text, UnaryOperator<Told> story) {
        Told told = story.apply(run(text));
        return stood(
                text,
                told.journal().has(Entry.Finished.class)
                        ? new Stand.Ended(told.journal(), Optional.empty())
                        : new Stand.Running(told.journal(), "", Optional.empty()));
    }

    private static Told run(String text) {
        Asked asked = SUBJECT.asked(Applied.text(text), Applied.beside(Applied.text(MINE)));
        Experiment experiment = ((Asked.Run) asked).experiment();
        return Told.of(experiment, 1);
    }

    private static Stood stood(String text, Stand stand) {
        Manifest object = Applied.text(text);
        return new Stood(SUBJECT, object, stand);
    }
}
