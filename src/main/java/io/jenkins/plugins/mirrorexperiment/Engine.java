package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.model.Run;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.run.Undo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Puts the engine together for one run: its cluster by profile, its journal in the build's folder. Thread-safe. */
final class Engine {
    private final Clock clock;
    private final Clusters clusters = new Clusters();

    Engine(Clock clock) {
        this.clock = clock;
    }

    /**
     * The cluster of a run, with the credentials of today: the same object as long as these stay what they are.
     *
     * @throws AbortException if there is no such profile or credential
     */
    Cluster cluster(Ongoing ongoing) throws AbortException {
        return clusters.connect(ongoing.cluster());
    }

    /** The cluster of a profile. */
    Cluster cluster(String profile) throws AbortException {
        return clusters.connect(profile);
    }

    /** Begins a run; nothing in the cluster is touched. */
    Journal begin(Run<?, ?> build, String place, Request request, Experiment experiment, boolean parts)
            throws IOException {
        BuildJournals journals = journals(build);
        JournalStore store = journals.store(place);
        BuildFiles files = new BuildFiles(build, journals.files(place), request.metrics());
        Runs runs = new Runs(
                clusters.connect(request.cluster()),
                store,
                files,
                clock,
                Patience.suiting(experiment),
                request.gitops());
        journals.keepDefaults(place, request.defaults());
        Experiment asked = request.extend() ? runs.extended(experiment) : experiment;
        try (io.mirrorexperiment.run.Run run = runs.begin(asked, request.by())) {
            if (parts) {
                run.ask(Entry.Request.PAUSE, request.by());
            }
            return run.journal();
        }
    }

    /**
     * Opens a run that was begun before.
     *
     * @throws AbortException if its build or its journal is gone
     */
    io.mirrorexperiment.run.Run open(Ongoing ongoing, Cluster cluster) throws AbortException {
        Run<?, ?> build = build(ongoing).orElseThrow(() -> new AbortException("build " + ongoing.build() + " is gone"));
        BuildJournals journals = journals(build);
        JournalStore store = new BuildStore(journals.root().resolve(ongoing.place()));
        Journal journal = store.load(ongoing.id())
                .orElseThrow(() -> new AbortException("the journal of run " + ongoing.run() + " is gone"));
        BuildFiles files = new BuildFiles(build, journals.files(ongoing.place()), ongoing.metrics());
        return new Runs(cluster, store, files, clock, Patience.suiting(journal.experiment()), ongoing.gitops())
                .find(ongoing.id())
                .orElseThrow(() -> new AbortException("the journal of run " + ongoing.run() + " is gone"));
    }

    /** The folder of a run's step, unless it is gone. */
    static Optional<Path> folder(Ongoing ongoing) {
        return build(ongoing)
                .map(build -> journals(build).root().resolve(ongoing.place()))
                .filter(Files::isDirectory);
    }

    /** Where people look at a run: its build; empty where Jenkins does not know its own address, or the build is gone. */
    static Optional<String> link(Ongoing ongoing) {
        return Optional.ofNullable(Jenkins.get().getRootUrl())
                .flatMap(root -> build(ongoing).map(build -> root + build.getUrl()));
    }

    /** The newest journal of a run; empty if its build is gone. */
    Optional<Journal> journal(Ongoing ongoing) {
        return build(ongoing)
                .map(build -> journals(build).store(ongoing.place()))
                .flatMap(store -> store.load(ongoing.id()));
    }

    /** Undoes what runs left whose journals are gone, from what their claims in the cluster say. */
    Undo undo(String profile) throws AbortException {
        Cluster cluster = clusters.connect(profile);
        return new Undo(cluster, new Runs(cluster, new MemoryStore(), NoFiles.INSTANCE, clock, Patience.USUAL, true));
    }

    /** The journals of a build. */
    static BuildJournals journals(Run<?, ?> build) {
        return BuildJournals.in(build.getRootDir().toPath());
    }

    /** The build that a run belongs to, if it is still there. */
    static Optional<Run<?, ?>> build(Ongoing ongoing) {
        return Optional.ofNullable(Run.fromExternalizableId(ongoing.build()));
    }

    /** The same experiment, promoted by a step of its own. */
    static Experiment byHand(Experiment experiment) {
        return experiment.with(experiment.promotion().by(Promotion.Mode.MANUAL));
    }

    void close() {
        clusters.close();
    }

    /** Where a run that is undone would have its files: nowhere. */
    private enum NoFiles implements io.mirrorexperiment.run.HostFiles {
        INSTANCE;

        @Override
        public byte[] read(String path) throws IOException {
            throw new IOException(path + " is not read to undo a run");
        }

        @Override
        public Path place(String path) {
            throw new IllegalStateException("logs are not read to undo a run");
        }
    }
}
