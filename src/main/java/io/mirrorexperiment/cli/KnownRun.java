package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A run that was begun before. */
final class KnownRun {
    @Parameters(
            paramLabel = "RUN",
            description = "id of the run, <namespace>.<name>.<generation>; `mirror-experiment list` shows all")
    String run = "";

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    JournalFlags journals = new JournalFlags();

    @Option(
            names = "--spec-folder",
            paramLabel = "FOLDER",
            description = "folder of the files that the run's spec names (default: where the spec was)")
    Optional<Path> specFolder = Optional.empty();

    /**
     * The id.
     *
     * @throws Refusal if it is none
     */
    RunId id() {
        return RunId.parse(run)
                .orElseThrow(() -> Refusal.usage("'" + run + "' is no run id; it has the form"
                        + " <namespace>.<name>.<generation>, as in default.reviews-v2.1"));
    }

    /**
     * How to read the run's newest journal, as often as somebody wants to; asks no cluster where it is in a file.
     *
     * @throws Refusal if it is nowhere
     */
    Supplier<Journal> journal(Host host) {
        RunId id = id();
        JournalStore store = inFiles(host, id).orElseGet(() -> inCluster(host, id));
        return () -> store.load(id).orElseThrow(() -> nowhere(id, List.of(store)));
    }

    private Optional<JournalStore> inFiles(Host host, RunId id) {
        List<FileStore> holders = journals.files(host).stream()
                .filter(store -> store.load(id).isPresent())
                .toList();
        if (holders.size() < 2) {
            return holders.stream().map(JournalStore.class::cast).findFirst();
        }
        try (Cluster connected = cluster.connect()) {
            return journals.stores(host, connected, id.namespace()).stream()
                    .filter(store -> store.load(id).isPresent())
                    .findFirst()
                    .or(() -> Optional.of(holders.get(0)));
        }
    }

    private JournalStore inCluster(Host host, RunId id) {
        List<JournalStore> stores = stores(host, id);
        return stores.stream()
                .filter(store -> store.load(id).isPresent())
                .findFirst()
                .orElseThrow(() -> nowhere(id, stores));
    }

    private List<JournalStore> stores(Host host, RunId id) {
        try {
            return journals.stores(host, cluster.connect(), id.namespace());
        } catch (ClusterException e) {
            throw Refusal.nothingChanged("there is no run " + id + " on this machine, and the cluster cannot be asked: "
                    + e.getMessage() + "; `mirror-experiment list` shows those that are known");
        }
    }

    /**
     * Opens it to go on with it.
     *
     * @throws Refusal if it is nowhere, or of another cluster
     */
    Run open(Host host, Cluster connected, boolean patchGitops) {
        RunId id = id();
        List<JournalStore> stores = journals.stores(host, connected, id.namespace());
        JournalStore store = stores.stream()
                .filter(each -> each.load(id).isPresent())
                .findFirst()
                .orElseThrow(() -> elsewhere(host, id, connected).orElseGet(() -> nowhere(id, stores)));
        Journal journal = store.load(id).orElseThrow(() -> nowhere(id, stores));
        return Engine.runs(
                        connected, store, folder(host, connected), Patience.suiting(journal.experiment()), patchGitops)
                .find(id)
                .orElseThrow(() -> nowhere(id, stores));
    }

    private Path folder(Host host, Cluster connected) {
        return specFolder.orElseGet(() -> SpecFolders.recall(journals.folder(host, connected), id())
                .orElseGet(() -> Path.of("").toAbsolutePath()));
    }

    private Optional<Refusal> elsewhere(Host host, RunId id, Cluster connected) {
        return journals.files(host).stream()
                .filter(store -> store.load(id).isPresent())
                .findFirst()
                .map(store -> Refusal.nothingChanged("run " + id + " was begun on another cluster than "
                        + connected.server() + ": its journal is in " + store.place()
                        + "; choose its cluster with --context or --kubeconfig"));
    }

    private static Refusal nowhere(RunId id, List<JournalStore> stores) {
        List<String> places = stores.stream().map(JournalStore::place).toList();
        return Refusal.nothingChanged("there is no run " + id + " in " + String.join(", nor in ", places)
                + "; `mirror-experiment list` shows those that are known");
    }
}
