package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a CustomRun says, as far as it is readable.
 *
 * @param object the CustomRun
 */
record CustomTask(Manifest object) {
    private static final String GROUP = OwnKind.KIND.group() + "/";

    /** Highest exit code of a run that did its work, whatever it found. */
    private static final int FOUND = 2;

    /** Whether it is meant for us: nobody else may answer for our group. */
    static boolean isOurs(Manifest object) {
        return List.of("customRef", "customSpec").stream()
                .anyMatch(word -> object.text("spec", word, "apiVersion")
                        .filter(version -> version.startsWith(GROUP))
                        .isPresent());
    }

    /** Tekton's word for stopping. */
    boolean cancelled() {
        return object.text("spec", "status").filter("RunCancelled"::equals).isPresent();
    }

    String cancelledBy() {
        String why = object.text("spec", "statusMessage").map(words -> ": " + words).orElse("");
        return name() + " (RunCancelled" + why + ")";
    }

    /** For one try; empty without one, and for 0, which is none. */
    Optional<Duration> timeout() {
        return object.text("spec", "timeout").flatMap(GoDuration::read).filter(time -> !time.isZero());
    }

    String timedOutBy() {
        return name() + " (timeout " + object.text("spec", "timeout").orElse("") + ")";
    }

    boolean timedOut(Journal run) {
        return run.asked(Entry.Request.ABORT)
                .filter(asked -> asked.by().equals(timedOutBy()))
                .isPresent();
    }

    long retries() {
        return object.number("spec", "retries").orElse(0L);
    }

    /** The statuses of tries that ended before. */
    List<Map<String, Object>> tries() {
        return object.maps("status", "retriesStatus");
    }

    /** Whether a run that did its work ends the task well whatever it found: the parameter {@code fail} says so. */
    boolean telling() {
        return object.maps("spec", "params").stream()
                .anyMatch(param -> "fail".equals(param.get("name")) && "false".equals(param.get("value")));
    }

    boolean succeeds(Ending ending) {
        return ending.exitCode() <= (telling() ? FOUND : 0);
    }

    private String name() {
        return object.address().words();
    }
}
