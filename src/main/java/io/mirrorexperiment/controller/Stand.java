package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.spec.Mistake;
import java.util.List;
import java.util.Optional;

/** Where an object that asks for a run stands. */
public sealed interface Stand {
    /** The run's journal; empty where there is no run of the object as it is. */
    default Optional<Journal> run() {
        return Optional.empty();
    }

    /**
     * Another has the target.
     *
     * @param forWhom as in {@code default/mirroring}, or who claimed the target from outside
     */
    record Waiting(String forWhom) implements Stand {}

    /**
     * It can't be followed as it is.
     *
     * @param mistakes all of them; never empty
     */
    record Refused(List<Mistake> mistakes) implements Stand {
        /** Copies. */
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * Its run goes on.
     *
     * @param journal the newest
     * @param detail how far that is which is waited for, in the other side's words, or what failed and is tried again; mostly empty
     * @param remark what else its owner has to know, such as a change that came too late; mostly empty
     */
    record Running(Journal journal, String detail, Optional<String> remark) implements Stand {
        /** What the run is at, in words, and how far. */
        String words() {
            String phase = Phase.of(journal).words();
            return detail.isEmpty() ? phase : phase + ": " + detail;
        }

        @Override
        public Optional<Journal> run() {
            return Optional.of(journal);
        }
    }

    /**
     * Its run is over, well or stuck.
     *
     * @param journal with its last entry
     * @param remark as in {@link Running}
     */
    record Ended(Journal journal, Optional<String> remark) implements Stand {
        /** How. */
        public Ending ending() {
            return journal.last(Entry.Finished.class)
                    .map(Entry.Finished::ending)
                    .orElseThrow(() -> new IllegalStateException("run " + journal.id() + " goes on"));
        }

        @Override
        public Optional<Journal> run() {
            return Optional.of(journal);
        }
    }

    /**
     * It is to be deleted, and its run does not come to an end in time. Also once the run has ended stuck: the object stays until a person
     * has acted.
     *
     * @param journal the newest
     * @param what is stuck, in a sentence
     * @param commands what a person can do now
     */
    record Stuck(Journal journal, String what, List<String> commands) implements Stand {
        /** Copies. */
        public Stuck {
            commands = List.copyOf(commands);
        }

        @Override
        public Optional<Journal> run() {
            return Optional.of(journal);
        }
    }
}
