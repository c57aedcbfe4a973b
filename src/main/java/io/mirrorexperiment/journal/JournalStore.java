package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.util.List;
import java.util.Optional;

/** Keeps journals. Thread-safe, and safe against other processes that use the same store. */
public interface JournalStore {
    /**
     * The newest journal of a run.
     *
     * @throws StoreException if it is there and cannot be read
     */
    Optional<Journal> load(RunId run);

    /**
     * A journal of a run as this process knew it last, where that spares a question; it may be older than the newest, as if the process
     * had been asleep since. Good enough to find out what to do next, since what follows is saved only if it is still the newest.
     *
     * @throws StoreException if it has to be read and cannot be
     */
    default Optional<Journal> recall(RunId run) {
        return load(run);
    }

    /** Somebody may have gone on with a run elsewhere: the next {@link #recall} asks. */
    default void doubt(RunId run) {}

    /**
     * Keeps a journal, durably, if it continues what is stored.
     *
     * @return false if what is stored is not a beginning of {@code journal}: somebody else went on; load and decide again
     * @throws StoreException if it cannot be written
     */
    boolean save(Journal journal);

    /** All runs that are kept, in no particular order. */
    List<RunId> runs();

    /** Where journals are kept, in words for a person. */
    String place();
}
