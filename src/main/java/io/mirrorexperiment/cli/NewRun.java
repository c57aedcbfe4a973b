package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.spec.SpecResult;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A run that could be begun: its spec, its cluster, and where its journal would be. */
final class NewRun {
    @Mixin
    Specs spec = new Specs();

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    JournalFlags journals = new JournalFlags();

    @Mixin
    GitopsFlag gitops = new GitopsFlag();

    /**
     * The cluster, asked for only when the spec has no mistake.
     *
     * @throws Refusal with every mistake
     */
    Cluster connect() {
        spec.read("default", Optional.empty());
        return cluster.connect();
    }

    /**
     * The spec as it is meant on that cluster.
     *
     * @throws Refusal with every mistake
     */
    SpecResult.Valid read(Cluster connected) {
        return spec.read(connected.namespace(), cluster.namespace);
    }

    JournalStore store(Host host, Cluster connected, Experiment experiment) {
        return journals.store(host, connected, experiment.namespace());
    }

    Runs runs(Cluster connected, JournalStore store, Experiment experiment) {
        return Engine.runs(connected, store, spec.folder(), Engine.patience(experiment), gitops.patch());
    }
}
