package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;

/** What a step waits for; all but {@link #NEVER} are also reached when the run has ended without them. Pure. */
enum Milestone {
    /** The dark version is ready and the mirror waits for a word. */
    DEPLOYED("the dark version to be ready"),
    /** The first copies have arrived. */
    FLOWING("the first copies to arrive"),
    /** There is a verdict, and the mirror is shut. */
    JUDGED("the verdict"),
    /** The mirror is shut, or was never opened and won't be. */
    SHUT("the mirror to be shut"),
    /** The run has ended, or is held for a person. */
    CONCLUDED("the end of the run"),
    /** Nothing of the run's own: the body of a block goes on whatever becomes of the run. */
    NEVER("the end of the block");

    private final String words;

    Milestone(String words) {
        this.words = words;
    }

    /** What is waited for, for a person. */
    String words() {
        return words;
    }

    /** Whether nothing is left to wait for. */
    boolean reachedBy(Journal journal) {
        boolean over = Conclusion.of(journal).isPresent();
        return switch (this) {
            case DEPLOYED -> over || journal.has(Entry.Paused.class);
            case FLOWING -> over || journal.has(Entry.Flowing.class);
            case JUDGED -> over || (journal.has(Entry.Judged.class) && isShut(journal));
            case SHUT -> over || isShut(journal);
            case CONCLUDED -> over;
            case NEVER -> false;
        };
    }

    /** A run that only watches somebody's own mirror has none to shut, nor has one that never came as far as a plan. */
    private static boolean isShut(Journal journal) {
        boolean nothingToShut = !journal.experiment().touches() || !journal.has(Entry.Planned.class);
        return journal.has(Entry.Unmirrored.class) || (nothingToShut && journal.has(Entry.Judged.class));
    }
}
