package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.ObjectTexts;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.spec.Iter8MetricObjects;
import io.mirrorexperiment.spec.SpecResult;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    Handout handout = new Handout();

    @Option(
            names = "--extend",
            description = "raise spec.duration.iterations to what today's traffic needs to decide about a version at"
                    + " half of each limit, and beyond the soak; prints what it was raised to")
    boolean extend;

    /**
     * The cluster, asked for only when the spec has no mistake.
     *
     * @throws Refusal with every mistake
     */
    Cluster connect() {
        spec.read("default", Optional.empty(), extend, Iter8MetricObjects.later());
        return cluster.connect();
    }

    /**
     * The spec as it is meant on that cluster.
     *
     * @throws Refusal with every mistake
     */
    SpecResult.Valid read(Cluster connected) {
        ObjectTexts metrics = new ObjectTexts(connected, MetricObjects.GROUP, MetricObjects.KIND);
        SpecResult.Valid valid =
                spec.read(connected.namespace(), cluster.namespace, extend, new MetricObjects(metrics));
        return new SpecResult.Valid(gitops.on(valid.experiment()), valid.defaults());
    }

    JournalStore store(Host host, Cluster connected, Experiment experiment) {
        return journals.store(host, connected, experiment.namespace());
    }

    /** Says why it takes a while, where it does. */
    void announce(Host host, Experiment experiment) {
        if (experiment.metrics().direct().isPresent()) {
            host.err()
                    .println("Pods tell of now only: watching the live version for as long as its baseline is, "
                            + experiment.baseline().toMillis() / 1000.0 + " s …");
        }
    }

    /** Asks the cluster and the metrics system only where it was asked for. */
    Experiment extended(Runs runs, Experiment experiment) {
        return extend ? runs.extended(experiment) : experiment;
    }

    Runs runs(Cluster connected, JournalStore store, Experiment experiment) {
        return Engine.runs(connected, store, spec.folder(), Patience.suiting(experiment), gitops.patch());
    }
}
