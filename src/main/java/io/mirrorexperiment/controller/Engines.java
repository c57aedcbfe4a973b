package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.ClusterTexts;
import io.mirrorexperiment.run.HostFiles;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Runs;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The engines of runs, with journals in the namespaces of their experiments. Thread-safe. */
final class Engines {
    private static final HostFiles NO_FILES = path -> {
        throw new IOException("there are no files in the cluster: " + path);
    };

    private final Cluster cluster;
    private final Clock clock;
    private final Function<Experiment, Patience> patience;
    private final BiConsumer<String, String> written;
    private final Map<String, JournalStore> stores = new ConcurrentHashMap<>();

    /**
     * Engines.
     *
     * @param written told of each ConfigMap of a journal that was written: its name and its resource version
     */
    Engines(Cluster cluster, Clock clock, Function<Experiment, Patience> patience, BiConsumer<String, String> written) {
        this.cluster = cluster;
        this.clock = clock;
        this.patience = patience;
        this.written = written;
    }

    /** The engine for one experiment. */
    Runs of(Experiment experiment) {
        return new Runs(cluster, store(experiment.namespace()), NO_FILES, clock, patience.apply(experiment), false);
    }

    Optional<Run> find(RunId id) {
        return store(id.namespace()).load(id).map(journal -> of(journal.experiment())
                .open(journal));
    }

    private JournalStore store(String namespace) {
        return stores.computeIfAbsent(namespace, any -> ClusterTexts.store(cluster, namespace, clock, written));
    }
}
