package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.run.Standing;

/** Somebody who follows a run: told in the pool, after each time that the run went on. */
interface Attendant {
    /** Where the run stands now. */
    void seen(Standing standing);

    /** Something that a person should know, such as that the journal can't be kept. */
    void told(String note);

    /** The run's journal is gone, so nothing more will be seen of it. */
    void lost(String because);
}
