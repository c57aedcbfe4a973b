package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Journal;

/** The deeds that bring the dark version to the users, and back, for one kind of version. */
interface PromotionDeeds {
    /** Promotes only what is still what was judged: ready, with the same image, under our claim. */
    Result commit(Journal journal);

    /** Changes what the live version is made of, or what its users are led by. */
    Result changeLive(Journal journal);

    /** Sees whether the promoted version serves. */
    Result verify(Journal journal);

    /** Undoes what a promotion needed for itself only: no note of what was before. */
    void settle(Journal journal);

    /** Before the way back goes: from here nobody who undoes the run may take from the users what serves them. */
    void handOver(Journal journal);

    /** Undoes a promotion. */
    Result takeBack(Journal journal);
}
