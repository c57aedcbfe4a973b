package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Runs;
import java.nio.file.Path;
import java.time.Clock;

/** Puts the engine together for one command. */
final class Engine {
    private Engine() {}

    /**
     * The door of the engine.
     *
     * @param folder against which paths in a spec are resolved
     * @param patchGitops whether objects that a GitOps controller owns may be touched
     */
    static Runs runs(Cluster cluster, JournalStore store, Path folder, Patience patience, boolean patchGitops) {
        return new Runs(cluster, store, new FolderFiles(folder), Clock.systemUTC(), patience, patchGitops);
    }
}
