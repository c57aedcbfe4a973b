package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.spec.Mistake;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The status of an object of our own kind: pure.
 *
 * @param object with its status of before
 * @param now for times of what has just changed
 */
record OwnStatus(Manifest object, Instant now) {
    Map<String, Object> of(Stand stand) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("stage", stage(stand));
        status.put("message", message(stand));
        object.number("metadata", "generation").ifPresent(seen -> status.put("observedGeneration", seen));
        stand.run().ifPresent(journal -> tell(journal, status));
        status.put("conditions", conditions(stand));
        return status;
    }

    private static void tell(Journal journal, Map<String, Object> status) {
        status.put("runId", journal.id().toString());
        status.put("completedIterations", iterations(journal));
        status.put("iterations", journal.cadence().ticks());
        journal.last(Entry.Judged.class)
                .ifPresent(judged -> status.put("verdict", word(judged.verdict().name())));
        Conclusion.of(journal).ifPresent(ending -> {
            status.put("verdict", word(ending.verdict().name()));
            status.put("outcome", ending.outcome().word());
            status.put("cause", ending.cause().word());
        });
    }

    private static long iterations(Journal journal) {
        return journal.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0);
    }

    private static String stage(Stand stand) {
        if (stand instanceof Stand.Waiting) {
            return "Waiting";
        }
        if (stand instanceof Stand.Refused) {
            return "Refused";
        }
        if (stand instanceof Stand.Stuck) {
            return "Stuck";
        }
        if (stand instanceof Stand.Ended ended) {
            return ended.ending().outcome() == Outcome.STUCK ? "Stuck" : "Completed";
        }
        return camel(Phase.of(((Stand.Running) stand).journal()).word());
    }

    private static String message(Stand stand) {
        if (stand instanceof Stand.Waiting waiting) {
            return "waiting for " + waiting.forWhom();
        }
        if (stand instanceof Stand.Refused refused) {
            return refused.mistakes().stream().map(Mistake::toString).collect(Collectors.joining("; "));
        }
        if (stand instanceof Stand.Stuck stuck) {
            return stuck.what() + "; " + String.join("; ", stuck.commands());
        }
        if (stand instanceof Stand.Ended ended) {
            Ending ending = ended.ending();
            return remarked(ended.remark(), ending.outcome().word() + ": " + ending.because());
        }
        Stand.Running running = (Stand.Running) stand;
        return remarked(running.remark(), running.words());
    }

    private static String remarked(Optional<String> remark, String message) {
        return remark.map(words -> message + "; " + words).orElse(message);
    }

    private List<Map<String, Object>> conditions(Stand stand) {
        boolean over = stand instanceof Stand.Ended || stand instanceof Stand.Refused;
        boolean bad = stand instanceof Stand.Refused
                || stand instanceof Stand.Stuck
                || (stand instanceof Stand.Ended ended && ended.ending().exitCode() != 0);
        String reason = reason(stand);
        String message = message(stand);
        return List.of(
                condition("Completed", over, reason, message),
                condition("Failed", bad, reason, message),
                condition("TargetAcquired", stand.run().isPresent() && !over, reason, message));
    }

    private static String reason(Stand stand) {
        return stand.run()
                .flatMap(Conclusion::of)
                .map(ending -> camel(ending.cause().word()))
                .orElseGet(() -> stage(stand));
    }

    private Map<String, Object> condition(String type, boolean holds, String reason, String message) {
        String status = holds ? "True" : "False";
        String since = object.maps("status", "conditions").stream()
                .filter(before -> type.equals(before.get("type")) && status.equals(before.get("status")))
                .map(before -> String.valueOf(before.get("lastTransitionTime")))
                .findFirst()
                .orElseGet(() ->
                        now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        condition.put("reason", reason);
        condition.put("message", message);
        condition.put("lastTransitionTime", since);
        return condition;
    }

    private static String word(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String camel(String word) {
        return Arrays.stream(word.split("-"))
                .map(part -> part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }
}
