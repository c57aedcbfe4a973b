package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Journal;
import java.util.Optional;

/** The deeds that make, watch and remove the dark version, for one kind of version. */
interface DarkDeeds {
    /** Makes the live version keep its users whatever is deployed beside it; what is in the way, or empty when that is so. */
    default Optional<Result> pin(Journal journal) {
        return Optional.empty();
    }

    /** Undoes {@link #pin}. */
    default void unpin(Journal journal) {}

    /** Makes it, where it is ours to make. */
    Result deploy(Journal journal);

    /** Sees whether it is ready. */
    Result awaitReady(Journal journal);

    /** Removes what we deployed. */
    Result removeDark(Journal journal);

    /** Whether the dark version was given to the user for good. */
    boolean isHandedOver(Journal journal);
}
