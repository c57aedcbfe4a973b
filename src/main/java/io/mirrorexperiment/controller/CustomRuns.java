package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Tekton's CustomRuns ({@code tekton.dev/v1beta1}) that are meant for us: a task of a Pipeline whose {@code taskRef} names an object of our
 * own kind, or whose {@code taskSpec} holds one. No pod waits for such a run. What Tekton wants of us is its page on CustomRuns; all others
 * are left alone.
 */
public final class CustomRuns implements Subject {
    /** What the objects are. */
    public static final Kind KIND = new Kind("tekton.dev", "CustomRun");

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Asked asked(Manifest object, Beside beside) {
        boolean over = object.at("status", "completionTime").isPresent();
        return over || !CustomTask.isOurs(object)
                ? new Asked.Nothing()
                : new CustomRunAsking(new CustomTask(object), beside).asked();
    }

    /** Cancelling changes the object, and asks for no other run. */
    @Override
    public long edition(Manifest object) {
        return 1;
    }

    /** Tekton cancels by a word in the spec; a timeout counts for each try. */
    @Override
    public Optional<Wish> wish(Manifest object, Journal run) {
        CustomTask task = new CustomTask(object);
        if (task.cancelled()) {
            return Optional.of(new Wish(Entry.Request.ABORT, Instant.EPOCH, task.cancelledBy()));
        }
        return begun(run).flatMap(begun -> task.timeout()
                .map(timeout -> new Wish(Entry.Request.ABORT, begun.plus(timeout), task.timedOutBy())));
    }

    static Optional<Instant> begun(Journal run) {
        return run.entries().stream().findFirst().map(Entry::at);
    }

    /** A verdict is no accident: only what ended without one, and not by somebody's word, is tried again. */
    @Override
    public boolean again(Manifest object, Journal ended) {
        CustomTask task = new CustomTask(object);
        long before = task.tries().stream()
                .filter(each -> !ended.id().toString().equals(CustomRunStatus.run(each)))
                .count();
        return before < task.retries()
                && !task.cancelled()
                && ended.has(Entry.Finished.class)
                && CustomRunEnd.of(task, ended)
                        .map(CustomRunEnd::ending)
                        .filter(ending -> !task.succeeds(ending) && (accident(ending) || task.timedOut(ended)))
                        .isPresent();
    }

    private static boolean accident(Ending ending) {
        boolean byHand = ending.cause() == Cause.ROLLED_BACK_BY_HAND || ending.cause() == Cause.UNMIRRORED_BY_HAND;
        boolean open = ending.verdict() == Verdict.INCONCLUSIVE || ending.verdict() == Verdict.UNDECIDED;
        return switch (ending.outcome()) {
            case NOT_STARTED -> true;
            case ROLLED_BACK, OBSERVED -> open && !byHand;
            case PROMOTED, ABORTED, HELD, STUCK -> false;
        };
    }

    @Override
    public Map<String, Object> status(Manifest object, Stand stand, Instant now) {
        CustomRunStatus status = new CustomRunStatus(new CustomTask(object), now);
        if (stand instanceof Stand.Waiting waiting) {
            return status.waiting(waiting.forWhom());
        }
        if (stand instanceof Stand.Refused refused) {
            return status.refused(refused.mistakes());
        }
        if (stand instanceof Stand.Stuck stuck) {
            return status.stuck(stuck);
        }
        Journal journal = stand.run().orElseThrow();
        String at = stand instanceof Stand.Running running ? running.words() : "";
        return again(object, journal) ? status.again(journal) : status.of(journal, at);
    }
}
