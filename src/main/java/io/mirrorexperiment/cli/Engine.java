package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Runs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Puts the engine together for one command. */
final class Engine {
    private static final Duration SHORTEST_POLL = Duration.ofMillis(50);

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

    /** What the gate is shipped with; looks at what is coming about are as frequent as the experiment is quick. */
    static Patience patience(Experiment experiment) {
        Patience usual = Patience.USUAL;
        Duration quarter = experiment.cadence().interval().dividedBy(4);
        Duration poll = quarter.compareTo(usual.poll()) > 0 ? usual.poll() : quarter;
        return new Patience(
                usual.ahead(),
                usual.cleaning(),
                usual.verifying(),
                usual.firstPause(),
                usual.longestPause(),
                poll.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : poll);
    }
}
