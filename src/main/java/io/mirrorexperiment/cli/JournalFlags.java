package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.ClusterTexts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where journals are kept. */
final class JournalFlags {
    /** The stores by name. */
    enum Kept {
        /** On this machine. */
        FILE,
        /** In ConfigMaps of the experiment's namespace. */
        CLUSTER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--journal",
            paramLabel = "WHERE",
            description =
                    "where the run's journal is: ${COMPLETION-CANDIDATES} (a new run's: file; else wherever it is found)")
    Optional<Kept> kept = Optional.empty();

    @Option(
            names = "--journal-folder",
            paramLabel = "FOLDER",
            description = "folder of journal files (default: $XDG_STATE_HOME/mirror-experiment/<API server>)")
    Optional<Path> folder = Optional.empty();

    /** For a run that begins. */
    JournalStore store(Host host, Cluster cluster, String namespace) {
        return kept.orElse(Kept.FILE) == Kept.CLUSTER
                ? ClusterTexts.store(cluster, namespace, Clock.systemUTC())
                : new FileStore(folder(host, cluster));
    }

    /** Where files of runs on that cluster are. */
    Path folder(Host host, Cluster cluster) {
        return folder.orElseGet(() -> StateFolder.of(host.environment()).of(cluster.server()));
    }

    /** Everywhere a run of this cluster can be, likeliest first. */
    List<JournalStore> stores(Host host, Cluster cluster, String namespace) {
        List<JournalStore> stores = new ArrayList<>();
        if (kept.orElse(Kept.FILE) == Kept.FILE) {
            stores.add(new FileStore(folder(host, cluster)));
        }
        if (kept.orElse(Kept.CLUSTER) == Kept.CLUSTER) {
            stores.add(ClusterTexts.store(cluster, namespace, Clock.systemUTC()));
        }
        return stores;
    }

    /** Files of runs on whatever cluster; none where only the cluster is asked for. */
    List<FileStore> files(Host host) {
        if (kept.filter(Kept.CLUSTER::equals).isPresent()) {
            return List.of();
        }
        return folder
                .map(List::of)
                .orElseGet(() -> StateFolder.of(host.environment()).all())
                .stream()
                .map(FileStore::new)
                .toList();
    }
}
