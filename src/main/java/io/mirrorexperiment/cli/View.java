package io.mirrorexperiment.cli;

import io.mirrorexperiment.run.Standing;

/** How a run is shown while it goes on. */
interface View extends AutoCloseable {
    /** The run stands here now; called about once a second, and once more at the end. */
    void show(Standing standing);

    /** Somebody should read this. */
    void note(String line);

    /** Time has passed and nothing else. */
    void refresh();

    /** Gives the terminal back; what follows is the report. */
    @Override
    void close();
}
