package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a Pipeline can go on with: one word each, under the names that our Tasks have for them. Pure. */
final class CustomRunResults {
    private static final int WRONG = 3;
    private static final int ABORTED = 130;

    private CustomRunResults() {}

    static List<Map<String, Object>> of(Journal journal, Ending ending) {
        return results(
                journal.id().toString(),
                ending.verdict().word(),
                ending.outcome().word(),
                ending.cause().word(),
                ending.exitCode());
    }

    /** Where nothing was begun, the words of a Task without a report. */
    static List<Map<String, Object>> refused(boolean cancelled) {
        return results("", "none", "none", "not-begun", cancelled ? ABORTED : WRONG);
    }

    private static List<Map<String, Object>> results(
            String run, String verdict, String outcome, String cause, int exitCode) {
        List<Map<String, Object>> results = new ArrayList<>();
        results.add(result("run", run));
        results.add(result("verdict", verdict));
        results.add(result("outcome", outcome));
        results.add(result("cause", cause));
        results.add(result("exit-code", String.valueOf(exitCode)));
        return results;
    }

    private static Map<String, Object> result(String name, String value) {
        return new TreeMap<>(Map.of("name", name, "value", value));
    }
}
