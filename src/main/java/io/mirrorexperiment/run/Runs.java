package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.metrics.MetricSources;
import io.mirrorexperiment.metrics.QuerySources;
import io.mirrorexperiment.metrics.Secrets;
import io.mirrorexperiment.workload.Workloads;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The door of the engine: begins runs, finds them again, drafts plans. A host supplies the cluster, the store, the files, the
 * clock and its patience; nothing else. Thread-safe.
 */
public final class Runs {
    private static final List<Kind> ROUTES = List.of(
            Kind.VIRTUAL_SERVICE,
            Kind.DESTINATION_RULE,
            Kind.HTTP_ROUTE,
            Kind.HTTP_PROXY,
            Kind.INGRESS_ROUTE,
            Kind.TRAEFIK_SERVICE);
    /** For pods that do not answer for a moment. */
    private static final Duration LINGERING = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final JournalStore store;
    private final HostFiles files;
    private final Clock clock;
    private final Patience patience;
    private final boolean patchGitops;

    /**
     * An engine at work on one cluster.
     *
     * @param patchGitops whether objects that a GitOps controller owns may be touched
     */
    public Runs(
            Cluster cluster, JournalStore store, HostFiles files, Clock clock, Patience patience, boolean patchGitops) {
        this.cluster = cluster;
        this.store = store;
        this.files = files;
        this.clock = clock;
        this.patience = patience;
        this.patchGitops = patchGitops;
    }

    /**
     * Begins a run: gives it an id and an empty journal. Nothing in the cluster is touched before {@link Run#advance}.
     *
     * @param by who begins it, for people who find the target claimed
     * @throws io.mirrorexperiment.cluster.ClusterException if the cluster cannot be asked for former runs
     */
    public Run begin(Experiment experiment, String by) {
        for (long generation = nextGeneration(experiment); ; generation++) {
            RunId id = new RunId(experiment.namespace(), experiment.name(), generation);
            String holder =
                    id + " by " + by + " " + UUID.randomUUID().toString().substring(0, 8);
            Journal journal = Journal.begun(id, holder, experiment);
            if (store.load(id).isEmpty() && store.save(journal)) {
                return open(journal);
            }
        }
    }

    /**
     * The id that a run of an experiment would get now. Whoever writes it down first and then begins, can find the run again whatever
     * happens between.
     *
     * @throws io.mirrorexperiment.cluster.ClusterException if the cluster cannot be asked for former runs
     */
    public RunId next(Experiment experiment) {
        return new RunId(experiment.namespace(), experiment.name(), nextGeneration(experiment));
    }

    /**
     * Begins the run of an id, or finds it where the same began it before; empty if the id has become another's.
     *
     * @param mark tells who began it from all others, and is the same when they try again
     */
    public Optional<Run> begin(RunId id, Experiment experiment, String by, String mark) {
        String holder = id + " by " + by + " " + mark;
        store.save(Journal.begun(id, holder, experiment));
        return store.load(id).filter(journal -> journal.holder().equals(holder)).map(this::open);
    }

    /** Who holds the front of an experiment's service, if anybody does, as people are told. Reads one Lease. */
    public Optional<String> holder(Experiment experiment) {
        return experiment.touches()
                ? new Claims(cluster, clock)
                        .heldByAnother(Drafting.front(experiment), "")
                        .map(Obstacle::claimed)
                        .map(Obstacle::because)
                : Optional.empty();
    }

    /** What a run would do now; touches nothing, claims nothing. */
    public Draft draft(Experiment experiment) {
        return drafted(experiment, Drafting::draft);
    }

    /** The same where it does not matter yet whether today's traffic can decide. */
    public Draft survey(Experiment experiment) {
        return drafted(experiment, Drafting::survey);
    }

    /**
     * The experiment with as many iterations as today's traffic takes to decide about a version at half of each limit, and more than the
     * soak lasts; unchanged where it has as many, and where no length would help. Touches nothing.
     */
    public Experiment extended(Experiment experiment) {
        return drafted(experiment, Drafting::survey) instanceof Draft.Possible possible
                ? experiment.at(possible.outlook().extended())
                : experiment;
    }

    /** Where the metrics system does not remember, the caller waits until it has been asked for long enough. */
    private Draft drafted(Experiment experiment, BiFunction<Drafting, Journal, Draft> how) {
        RunId id = new RunId(experiment.namespace(), experiment.name(), nextGeneration(experiment));
        Journal journal = Journal.begun(id, "draft", experiment);
        Site site = site(experiment);
        try {
            Looking looking = new Looking(site);
            Drafting drafting = new Drafting(site, new Routing(site, looking), looking);
            Duration longest = experiment.baseline().multipliedBy(2).plus(LINGERING);
            return new Lingering(patience.poll(), longest).until(() -> how.apply(drafting, journal));
        } finally {
            site.close();
        }
    }

    /** Why access logs that a spec asks for are of no use, as far as can be told now; empty if they are, or if none is asked for. */
    Optional<String> logTrouble(Experiment experiment, Plan plan) {
        Site site = site(experiment);
        try {
            return new Pairing(site).trouble(experiment, plan);
        } finally {
            site.close();
        }
    }

    /** Why the metrics system of a spec cannot be used at all; empty if it can. */
    Optional<String> metricsTrouble(Experiment experiment) {
        Site site = site(experiment);
        try {
            return site.metrics().trouble().join();
        } finally {
            site.close();
        }
    }

    /** A run that was begun before, here or elsewhere. */
    public Optional<Run> find(RunId id) {
        return store.load(id).map(this::open);
    }

    /** Another engine on the same cluster with another store. */
    Runs keeping(JournalStore other) {
        return new Runs(cluster, other, files, clock, patience, patchGitops);
    }

    /** What a run of an experiment needs the right to do. */
    Rights rights(Experiment experiment, Optional<Plan> plan) {
        return Rights.of(experiment, plan, store);
    }

    Clock clock() {
        return clock;
    }

    /** Keeps a journal and goes on from it. */
    Run resume(Journal journal) {
        store.save(journal);
        return open(journal);
    }

    /** A run whose newest journal is at hand. */
    public Run open(Journal journal) {
        return new Run(journal.id(), store, site(journal.experiment()));
    }

    private Site site(Experiment experiment) {
        Secrets secrets = new Vault(Optional.of(cluster), files, experiment.namespace());
        return new Site(
                store,
                cluster,
                new Claims(cluster, clock),
                MetricSources.open(experiment.metrics(), secrets, new MeshPods(cluster), clock),
                QuerySources.open(experiment.queries(), secrets, clock),
                Workloads.versions(experiment),
                Workloads.all().get(0),
                files,
                clock,
                patience,
                patchGitops);
    }

    /** One more than any that was seen, on claims, on routes or in the store. */
    private long nextGeneration(Experiment experiment) {
        long kept = store.runs().stream()
                .filter(id -> id.namespace().equals(experiment.namespace())
                        && id.name().equals(experiment.name()))
                .mapToLong(RunId::generation)
                .max()
                .orElse(0);
        return experiment.touches() ? Math.max(kept + 1, claimed(experiment)) : kept + 1;
    }

    private long claimed(Experiment experiment) {
        List<Address> targets = new ArrayList<>();
        targets.add(Drafting.front(experiment));
        return Math.max(new Claims(cluster, clock).nextGeneration(targets), seenOnRoutes(experiment));
    }

    /** Leases may have been purged, and a route may have been closed by a run of another service. */
    private long seenOnRoutes(Experiment experiment) {
        try {
            return Math.max(leasesOfRoutes(experiment), new Choosing(cluster).generation(experiment));
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN && e.reason() != ClusterException.Reason.NOT_SERVED) {
                throw e;
            }
            return 1;
        }
    }

    private long leasesOfRoutes(Experiment experiment) {
        return 1
                + new Claims(cluster, clock)
                        .all(Optional.of(experiment.namespace())).stream()
                                .filter(claim -> claim.targets().stream()
                                        .map(Address::kind)
                                        .anyMatch(ROUTES::contains))
                                .mapToLong(StandingClaim::generation)
                                .max()
                                .orElse(0);
    }
}
