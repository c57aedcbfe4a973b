package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How far an experiment of Iter8's has come: the newest of what Iter8's controller tells of.
 *
 * @param stage of Iter8's
 * @param at when it came there; empty before anything happened
 * @param reason of Iter8's
 * @param text what follows it
 */
record Iter8Course(Stage stage, Optional<Instant> at, String reason, String text) {
    static final String INITIALIZED = "ExperimentInitialized";
    static final String COMPLETED = "ExperimentCompleted";
    private static final String ITERATION = "IterationUpdate";
    private static final String ADVANCED = "StageAdvanced";

    /** Iter8's stages. */
    enum Stage {
        WAITING,
        INITIALIZING,
        RUNNING,
        FINISHING,
        COMPLETED;

        String word() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /** Of a run. */
    static Iter8Course of(Journal journal, Iter8Experiment.Duration duration) {
        Optional<Entry.Judged> judged = journal.last(Entry.Judged.class);
        if (journal.has(Entry.Finished.class)) {
            return ended(journal.last(Entry.Finished.class).orElseThrow());
        }
        if (judged.isPresent()) {
            String found = judged.get().verdict().word() + ", " + judged.get().cause().word() + ": "
                    + judged.get().because();
            return advanced(Stage.FINISHING, judged.get(), ": " + found);
        }
        Optional<Entry.Iterated> look = journal.last(Entry.Iterated.class);
        return look.isPresent() ? iterated(look.get(), duration) : before(journal);
    }

    private static Iter8Course iterated(Entry.Iterated look, Iter8Experiment.Duration duration) {
        boolean loop = look.tick() % duration.iterationsPerLoop() == 0 && duration.maxLoops() > 1;
        String text = loop
                ? "Completed Loop " + look.tick() / duration.iterationsPerLoop()
                : "Completed Iteration " + look.tick();
        return new Iter8Course(Stage.RUNNING, Optional.of(look.at()), ITERATION, text);
    }

    private static Iter8Course before(Journal journal) {
        if (journal.has(Entry.Flowing.class)) {
            return advanced(
                    Stage.RUNNING, journal.last(Entry.Flowing.class).orElseThrow(), "");
        }
        if (journal.entries().isEmpty()) {
            return waiting("Experiment status initialized");
        }
        String lacking = journal.has(Entry.Planned.class) || journal.has(Entry.Found.class)
                ? ""
                : journal.last(Entry.Sought.class)
                        .map(sought -> ", waiting: " + sought.lacking())
                        .orElse("");
        return advanced(Stage.INITIALIZING, journal.entries().get(0), lacking);
    }

    private static Iter8Course advanced(Stage stage, Entry since, String more) {
        return new Iter8Course(stage, Optional.of(since.at()), ADVANCED, "Advanced to " + stage.word() + more);
    }

    /** Before there is a run. */
    static Iter8Course waiting(String text) {
        return new Iter8Course(Stage.WAITING, Optional.empty(), INITIALIZED, text);
    }

    private static Iter8Course ended(Entry.Finished finished) {
        Ending ending = finished.ending();
        String words = ending.verdict().word() + ", " + ending.outcome().word() + ", "
                + ending.cause().word() + ": " + ending.because();
        return new Iter8Course(Stage.COMPLETED, Optional.of(finished.at()), COMPLETED, how(ending) + ": " + words);
    }

    /** Iter8's sentence where it is true; it has none for a version that was judged and did not win. */
    private static String how(Ending ending) {
        if (failed(ending)) {
            return "Experiment failed";
        }
        if (ending.outcome() == Outcome.ROLLED_BACK) {
            return "Experiment rolled back";
        }
        return ending.verdict() == Verdict.CONFORMS
                ? "Experiment completed successfully"
                : "Experiment completed without a winner";
    }

    /** Whether a run could not do its work; a verdict, even that there is no evidence, is none of that. */
    static boolean failed(Ending ending) {
        return ending.outcome() == Outcome.NOT_STARTED
                || ending.outcome() == Outcome.STUCK
                || ending.outcome() == Outcome.ABORTED;
    }

    /** Of an experiment that can't be followed. */
    static Iter8Course refused(String mistakes) {
        return new Iter8Course(Stage.COMPLETED, Optional.empty(), COMPLETED, "Experiment failed: " + mistakes);
    }

    /** The same with something else that its owner has to know. */
    Iter8Course with(Optional<String> remark) {
        return remark.map(words -> new Iter8Course(stage, at, reason, text + "; " + words))
                .orElse(this);
    }

    /** A status as it begins. */
    Map<String, Object> begun(Instant came, List<Map<String, Object>> conditions) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("conditions", conditions);
        status.put("initTime", Iter8Status.words(came));
        status.put("lastUpdateTime", Iter8Status.words(came));
        status.put("stage", stage.word());
        status.put("completedIterations", 0);
        status.put("message", reason + ": " + text);
        return status;
    }
}
