package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.spec.Mistake;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The status of a CustomRun: the condition {@code Succeeded}, which is not false before all tries are over, and never changes again after
 * that. Pure.
 *
 * @param task with the status of before
 * @param now for times of what has just changed
 */
record CustomRunStatus(CustomTask task, Instant now) {
    private static final String RUN = "run";

    /** The run that a status is of; empty if it is of none. */
    static String run(Map<String, Object> status) {
        return status.get("extraFields") instanceof Map<?, ?> extra && extra.get(RUN) instanceof String run ? run : "";
    }

    Map<String, Object> waiting(String forWhom) {
        return whole("Unknown", "Waiting", "waiting for " + forWhom, now, Map.of(), task.tries());
    }

    /** Nothing was begun; the exit code is that of a wrong spec. */
    Map<String, Object> refused(List<Mistake> mistakes) {
        String message = mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; "));
        Map<String, Object> rest = new LinkedHashMap<>();
        rest.put("completionTime", completed());
        rest.put("results", CustomRunResults.refused(task.cancelled()));
        return whole("False", reason(mistakes), message, now, rest, task.tries());
    }

    private String reason(List<Mistake> mistakes) {
        if (task.cancelled()) {
            return CustomRunEnd.CANCELLED;
        }
        boolean files = mistakes.stream().allMatch(each -> each.path().equals(CustomRunAsking.WORKSPACES));
        return files ? "CustomRunWorkspaceNotSupported" : "InvalidSpec";
    }

    /** It is to be deleted, and can't be yet. */
    Map<String, Object> stuck(Stand.Stuck stuck) {
        String message = stuck.what() + "; " + String.join("; ", stuck.commands());
        Map<String, Object> rest = new LinkedHashMap<>(course(stuck.journal()));
        rest.put("completionTime", completed());
        return whole("False", "CleanUpFailed", message, now, rest, task.tries());
    }

    private String completed() {
        return task.object().text("status", "completionTime").orElseGet(() -> words(now));
    }

    /**
     * Of a run that goes on, or was the last try.
     *
     * @param at what a run that goes on is at, in words
     */
    Map<String, Object> of(Journal journal, String at) {
        return CustomRunEnd.of(task, journal)
                .map(end ->
                        whole(end.status(), end.reason(), end.message(), end.at(), rest(end, journal), task.tries()))
                .orElseGet(() -> running(journal, at));
    }

    private Map<String, Object> running(Journal journal, String at) {
        String message = "run " + journal.id() + " " + at;
        return whole("Unknown", camel(Phase.of(journal).word()), message, now, course(journal), task.tries());
    }

    private static Map<String, Object> rest(CustomRunEnd end, Journal journal) {
        Map<String, Object> rest = new LinkedHashMap<>(course(journal));
        rest.put("completionTime", words(end.at()));
        rest.put("results", CustomRunResults.of(journal, end.ending()));
        return rest;
    }

    /** Of a try after which there is another one. */
    Map<String, Object> again(Journal ended) {
        CustomRunEnd end = CustomRunEnd.of(task, ended).orElseThrow();
        List<Map<String, Object>> tries = new ArrayList<>(task.tries());
        if (tries.stream().noneMatch(each -> ended.id().toString().equals(run(each)))) {
            Map<String, Object> failed = new LinkedHashMap<>();
            failed.put("conditions", List.of(condition("False", end.reason(), end.message(), words(end.at()))));
            failed.putAll(rest(end, ended));
            tries.add(failed);
        }
        String message = "try " + tries.size() + " of " + (task.retries() + 1) + " ended: " + end.message();
        return whole("Unknown", "Retrying", message, now, Map.of(), tries);
    }

    private static Map<String, Object> course(Journal journal) {
        Map<String, Object> course = new LinkedHashMap<>();
        CustomRuns.begun(journal).ifPresent(at -> course.put("startTime", words(at)));
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put(RUN, journal.id().toString());
        extra.put("phase", Phase.of(journal).word());
        extra.put(
                "completedIterations",
                journal.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0));
        extra.put("iterations", journal.cadence().ticks());
        journal.last(Entry.Finished.class)
                .filter(finished -> !finished.commands().isEmpty())
                .ifPresent(finished -> extra.put("commands", finished.commands()));
        course.put("extraFields", extra);
        return course;
    }

    private Map<String, Object> whole(
            String succeeded,
            String reason,
            String message,
            Instant at,
            Map<String, Object> rest,
            List<Map<String, Object>> tries) {
        Map<String, Object> status = new LinkedHashMap<>();
        task.object().number("metadata", "generation").ifPresent(seen -> status.put("observedGeneration", seen));
        status.put("conditions", List.of(condition(succeeded, reason, message, since(succeeded, at))));
        status.putAll(rest);
        if (!tries.isEmpty()) {
            status.put("retriesStatus", tries);
        }
        return status;
    }

    private String since(String succeeded, Instant at) {
        return task.object().maps("status", "conditions").stream()
                .filter(before -> "Succeeded".equals(before.get("type")) && succeeded.equals(before.get("status")))
                .map(before -> String.valueOf(before.get("lastTransitionTime")))
                .findFirst()
                .orElseGet(() -> words(at));
    }

    private static Map<String, Object> condition(String status, String reason, String message, String since) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", "Succeeded");
        condition.put("status", status);
        condition.put("reason", reason);
        condition.put("message", message);
        condition.put("lastTransitionTime", since);
        return condition;
    }

    /** As Kubernetes writes reasons. */
    static String camel(String word) {
        return List.of(word.split("-", -1)).stream()
                .map(part -> part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }

    private static String words(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
