package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a run's end is told to Tekton. A version that is held ends the task as inconclusive; whatever a person decides later is no longer the
 * Pipeline's business.
 *
 * @param task the CustomRun
 * @param journal up to that end
 * @param ending the end
 * @param at when it came
 */
record CustomRunEnd(CustomTask task, Journal journal, Ending ending, Instant at) {
    static final String CANCELLED = "CustomRunCancelled";
    private static final String TIMED_OUT = "CustomRunTimedOut";

    /** Empty while a run goes on. */
    static Optional<CustomRunEnd> of(CustomTask task, Journal journal) {
        Journal told = untilHeld(journal);
        return Conclusion.of(told).map(ending -> new CustomRunEnd(task, told, ending, newest(told)));
    }

    private static Journal untilHeld(Journal journal) {
        List<Entry> entries = journal.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Held) {
                return new Journal(
                        journal.id(),
                        journal.format(),
                        journal.holder(),
                        journal.experiment(),
                        entries.subList(0, i + 1));
            }
        }
        return journal;
    }

    private static Instant newest(Journal journal) {
        return journal.entries().get(journal.entries().size() - 1).at();
    }

    String status() {
        return task.succeeds(ending) ? "True" : "False";
    }

    /** Tekton's words where it has some; else the cause. A run that was past its point of no return when it was cancelled says how it ended. */
    String reason() {
        if (!task.succeeds(ending) && task.cancelled()) {
            return CANCELLED;
        }
        boolean timedOut = ending.outcome() == Outcome.ABORTED && task.timedOut(journal);
        return timedOut ? TIMED_OUT : CustomRunStatus.camel(ending.cause().word());
    }

    String message() {
        String commands = journal.last(Entry.Finished.class)
                .filter(finished -> !finished.commands().isEmpty())
                .map(finished -> "; " + String.join("; ", finished.commands()))
                .orElse("");
        return ending.verdict().word() + ", " + ending.outcome().word() + ": " + ending.because() + commands;
    }
}
