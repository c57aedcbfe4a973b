package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claim;
import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.metrics.MetricSource;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.workload.Workload;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Everything that the deeds of one run act on.
 *
 * @param cluster where the objects are
 * @param claims who may touch them
 * @param metrics where evidence is found
 * @param traffic how copies are made
 * @param shifter how live traffic is moved
 * @param workload what versions are made of
 * @param files how manifests named by the spec are read
 * @param clock the time
 * @param patience how long trouble is put up with
 * @param patchGitops whether objects that a GitOps controller owns may be touched
 */
record Site(
        Cluster cluster,
        Claims claims,
        MetricSource metrics,
        TrafficMirror traffic,
        TrafficMirror shifter,
        Workload workload,
        HostFiles files,
        Clock clock,
        Patience patience,
        boolean patchGitops) {

    Instant now() {
        return clock.instant();
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
        Experiment experiment = journal.experiment();
        return new Course(
                experiment.namespace(),
                experiment.service(),
                plan.liveLabels(),
                plan.darkLabels(),
                experiment.mirror().percent(),
                experiment.mirror().methods(),
                journal.id().generation(),
                journal.id().toString());
    }

    Claim claim(Journal journal, Plan plan) {
        return new Claim(
                plan.touched().stream().map(Address::parse).toList(),
                journal.holder(),
                journal.id().toString(),
                journal.id().generation(),
                plan.deadline(),
                Map.of());
    }

    /** Whether nobody has taken the claim away or ended it; a run that only observes has none. */
    boolean holds(Journal journal) {
        return !journal.experiment().touches() || claims.confirm(claim(journal, plan(journal)));
    }

    /** Whether somebody else ended the claim, and with it cleaned up. */
    boolean passedOn(Journal journal) {
        return journal.experiment().touches() && claims.passedOn(claim(journal, plan(journal)));
    }
}
