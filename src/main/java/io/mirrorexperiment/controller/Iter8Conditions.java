package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The three conditions of an Iter8 Experiment. As there, a condition's time is that of the last thing it tells of.
 *
 * @param came when the experiment was first seen
 */
record Iter8Conditions(Instant came) {
    private static final String HANDLER_FAILED = "HandlerFailed";
    private static final String ACQUIRED = "TargetAcquired";

    /**
     * Of a run.
     *
     * @param stuck why the experiment can't be deleted
     */
    List<Map<String, Object>> of(Iter8Course course, Journal journal, Optional<String> stuck) {
        Optional<Ending> failure = Iter8Status.ending(journal).filter(Iter8Course::failed);
        Map<String, Object> failed = failure.map(
                        ending -> failed(course.at().orElse(came), reason(ending), ending.because()))
                .or(() -> stuck.map(what -> failed(course.at().orElse(came), HANDLER_FAILED, what)))
                .orElseGet(() -> unmarked("Failed", ""));
        return List.of(completed(course), failed, acquired(journal));
    }

    /** Before there is a run. */
    List<Map<String, Object>> waiting(Iter8Course course) {
        return List.of(completed(course), unmarked("Failed", ""), unmarked(ACQUIRED, course.text()));
    }

    /** Of an experiment that can't be followed. */
    List<Map<String, Object>> refused(Iter8Course course, String reason, String mistakes) {
        return List.of(completed(course), failed(came, reason, mistakes), unmarked(ACQUIRED, ""));
    }

    private Map<String, Object> completed(Iter8Course course) {
        boolean over = course.stage() == Iter8Course.Stage.COMPLETED;
        return marked("Completed", over, course.at().orElse(came), course.reason(), course.text());
    }

    private static Map<String, Object> failed(Instant at, String reason, String message) {
        return marked("Failed", true, at, reason, message);
    }

    /** What the spec requires is looked for by who has the target. */
    private Map<String, Object> acquired(Journal journal) {
        return journal.entries().stream()
                .filter(entry -> entry instanceof Entry.Planned || entry instanceof Entry.Sought)
                .findFirst()
                .map(entry -> marked(ACQUIRED, true, entry.at(), ACQUIRED, ""))
                .orElseGet(() -> unmarked(ACQUIRED, ""));
    }

    /** A reason of Iter8's own. */
    private static String reason(Ending ending) {
        if (ending.outcome() != Outcome.NOT_STARTED) {
            return HANDLER_FAILED;
        }
        return ending.cause() == Cause.METRICS_UNREACHABLE
                ? "AnalyticsServiceError"
                : ending.cause() == Cause.NOT_POSSIBLE ? "InvalidExperiment" : "LaunchHandlerFailed";
    }

    /** Not marked yet: Iter8 gives no reason then. */
    private Map<String, Object> unmarked(String type, String message) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", "False");
        condition.put("lastTransitionTime", Iter8Status.words(came));
        if (!message.isEmpty()) {
            condition.put("message", message);
        }
        return condition;
    }

    private static Map<String, Object> marked(String type, boolean holds, Instant at, String reason, String message) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", holds ? "True" : "False");
        condition.put("lastTransitionTime", Iter8Status.words(at));
        condition.put("reason", reason);
        condition.put("message", message);
        return condition;
    }
}
