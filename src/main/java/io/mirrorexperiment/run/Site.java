package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claim;
import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.metrics.MetricSource;
import io.mirrorexperiment.metrics.QuerySources;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.workload.Versions;
import io.mirrorexperiment.workload.Workload;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the deeds of one run act on.
 *
 * @param store where journals are kept
 * @param cluster where the objects are
 * @param claims who may touch them
 * @param metrics where evidence is found
 * @param queries metrics that are asked of other systems
 * @param versions how the versions are found
 * @param workload what we deploy and promote
 * @param files how manifests named by the spec are read
 * @param clock the time
 * @param patience how long trouble is put up with
 * @param patchGitops whether objects that a GitOps controller owns may be touched
 * @param routebook what is known of all routes, where runs share that
 */
record Site(
        JournalStore store,
        Cluster cluster,
        Claims claims,
        MetricSource metrics,
        QuerySources queries,
        Versions versions,
        Workload workload,
        HostFiles files,
        Clock clock,
        Patience patience,
        boolean patchGitops,
        Optional<Routebook> routebook) {

    /** Lets go of connections. */
    void close() {
        metrics.close();
        queries.close();
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * How copies are made.
     *
     * @throws Obstacle if the cluster leaves it open, before there is a plan
     */
    TrafficMirror traffic(Journal journal) {
        return new Choosing(cluster).mirror(journal);
    }

    /** How live traffic is moved. */
    TrafficMirror shifter(Journal journal) {
        return new Choosing(cluster).shifter(journal);
    }

    static Plan plan(Journal journal) {
        return journal.last(Entry.Planned.class)
                .map(Entry.Planned::plan)
                .orElseThrow(() -> new IllegalStateException("run " + journal.id() + " has no plan yet"));
    }

    static Course course(Journal journal) {
        return course(journal, plan(journal));
    }

    static Course course(Journal journal, Plan plan) {
        return course(journal, plan, journal.id().generation());
    }

    static Course course(Journal journal, Plan plan, long generation) {
        Experiment experiment = journal.experiment();
        return new Course(
                experiment.namespace(),
                experiment.service(),
                plan.liveLabels(),
                plan.darkLabels(),
                experiment.mirror().percent(),
                experiment.mirror().methods(),
                generation,
                journal.id().toString(),
                experiment.mirror().host(),
                GivenRoute.of(experiment),
                experiment.mirror().shift().orElse(Map.of()));
    }

    Claim claim(Journal journal, Plan plan) {
        return new Claim(
                plan.touched().stream().map(Address::parse).toList(),
                journal.holder(),
                journal.id().toString(),
                journal.id().generation(),
                journal.deadline().orElse(plan.deadline()),
                Map.of());
    }

    /** Whether nobody has taken the claim away or ended it; a run that only observes has none. */
    boolean holds(Journal journal) {
        return !journal.experiment().touches() || claims.confirm(claim(journal, plan(journal)));
    }

    /**
     * What is claimed by a run, also by one that was killed before it could write its plan down. Its claim in the experiment's namespace
     * tells what it claimed in others.
     */
    List<Claim> held(Journal journal) {
        if (!journal.experiment().touches()) {
            return List.of();
        }
        return standing(journal.experiment().namespace())
                .filter(standing -> standing.claim()
                        .filter(claim -> claim.holder().equals(journal.holder()))
                        .isPresent())
                .map(standing -> Undo.planned(standing)
                        .map(planned -> claim(planned, plan(planned)))
                        .orElseGet(() -> standing.claim().orElseThrow()))
                .toList();
    }

    /** None where we may not list them: who may not do that has claimed nothing that could be found again. */
    private Stream<StandingClaim> standing(String namespace) {
        try {
            return claims.all(Optional.of(namespace)).stream();
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            return Stream.empty();
        }
    }

    /** Whether the target is another run's by now, so that what is there must be left alone. */
    boolean passedOn(Journal journal) {
        return journal.experiment().touches() && claims.heldByAnother(claim(journal, plan(journal)));
    }

    /**
     * The journal as it is now. Who reads an object, then asks for this, then writes by compare-and-set, cannot undo what a twin did
     * after an entry that is not here.
     */
    Journal newest(Journal journal) {
        return store.load(journal.id()).orElse(journal);
    }
}
