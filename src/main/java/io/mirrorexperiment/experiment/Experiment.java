package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a spec asks for, valid as a whole. Secrets are in it by name only.
 *
 * @param namespace where everything happens
 * @param name of the experiment
 * @param service name of the Kubernetes Service that clients call
 * @param live the version that serves
 * @param dark the version to try
 * @param mirror how copies reach it
 * @param metrics where evidence is found
 * @param objectives all must be met; empty only where an existing mirror is watched by the point rule, and then nothing can conform
 * @param cadence when to look
 * @param decision how to judge
 * @param promotion what follows on a conforming verdict
 * @param onInconclusive what follows on an inconclusive one
 * @param baseline length of the window before the mirror opens that the live version is held against
 * @param accessLogs where live requests and their mirrored twins are found; empty where counters have to do
 * @param requires what must be in the cluster before the run is planned
 * @param queries metrics that are asked of other systems; empty where there are none
 * @param gitops how to go on where a GitOps controller owns what would be edited; empty to go no further
 * @param notifications who is told of the run, never an empty list; empty for nobody
 */
public record Experiment(
        String namespace,
        String name,
        String service,
        Version live,
        Dark dark,
        Mirror mirror,
        MetricsSystem metrics,
        List<Objective> objectives,
        Cadence cadence,
        Decision decision,
        Promotion promotion,
        OnInconclusive onInconclusive,
        Duration baseline,
        Optional<AccessLogPlace> accessLogs,
        Optional<Requirements> requires,
        Optional<Queries> queries,
        Optional<OnGitops> gitops,
        Optional<List<Notification>> notifications) {
    /** Copies and checks. */
    public Experiment {
        objectives = List.copyOf(objectives);
        notifications = notifications.map(List::copyOf).filter(all -> !all.isEmpty());
        boolean watched = mirror.via() == Mirror.Via.EXISTING
                && promotion.mode() == Promotion.Mode.NONE
                && decision.rule() == Decision.Rule.POINT;
        if (objectives.isEmpty() && !watched) {
            throw new IllegalArgumentException("an experiment without objectives can show nothing");
        }
        if (!objectives.stream().allMatch(objective -> isKnown(objective.metric(), queries))) {
            throw new IllegalArgumentException("an objective limits a metric that nobody asks for");
        }
        if (mirror.via() == Mirror.Via.EXISTING && !(dark.source() instanceof DarkSource.Present)) {
            throw new IllegalArgumentException("with an existing mirror the dark version must be there already");
        }
        if (live.isRevision() != dark.isRevision()) {
            throw new IllegalArgumentException("a revision can be tried against a revision only");
        }
        if (live.isRevision() && mirror.via() == Mirror.Via.EXISTING && onInconclusive.hold()) {
            throw new IllegalArgumentException(
                    "a revision with a mirror of the user's is not held: nothing is there to keep");
        }
        gitops.flatMap(way -> way.refusal(mirror, promotion, live.isRevision())).ifPresent(because -> {
            throw new IllegalArgumentException("gitops: " + because);
        });
        if (promotion.steps().isPresent() && (live.isRevision() || mirror.via() == Mirror.Via.EXISTING)) {
            throw new IllegalArgumentException("only Deployments behind a mirror of ours are promoted in steps");
        }
        if (mirror.via().byServices() && (live.isRevision() || promotion.steps().isPresent())) {
            throw new IllegalArgumentException("where versions are Services, live traffic goes over as a whole");
        }
    }

    /** One of which nobody is told. */
    public Experiment(
            String namespace,
            String name,
            String service,
            Version live,
            Dark dark,
            Mirror mirror,
            MetricsSystem metrics,
            List<Objective> objectives,
            Cadence cadence,
            Decision decision,
            Promotion promotion,
            OnInconclusive onInconclusive,
            Duration baseline,
            Optional<AccessLogPlace> accessLogs,
            Optional<Requirements> requires,
            Optional<Queries> queries,
            Optional<OnGitops> gitops) {
        this(
                namespace,
                name,
                service,
                live,
                dark,
                mirror,
                metrics,
                objectives,
                cadence,
                decision,
                promotion,
                onInconclusive,
                baseline,
                accessLogs,
                requires,
                queries,
                gitops,
                Optional.empty());
    }

    /** One that has to do with counters. */
    public Experiment(
            String namespace,
            String name,
            String service,
            Version live,
            Dark dark,
            Mirror mirror,
            MetricsSystem metrics,
            List<Objective> objectives,
            Cadence cadence,
            Decision decision,
            Promotion promotion,
            OnInconclusive onInconclusive,
            Duration baseline) {
        this(
                namespace,
                name,
                service,
                live,
                dark,
                mirror,
                metrics,
                objectives,
                cadence,
                decision,
                promotion,
                onInconclusive,
                baseline,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same at another cadence. */
    public Experiment at(Cadence other) {
        return with(mirror, other, promotion, gitops, notifications);
    }

    /** The same with another way to promote. */
    public Experiment with(Promotion other) {
        return with(mirror, cadence, other, gitops, notifications);
    }

    /** The same with a way to go on where a GitOps controller owns something. */
    public Experiment with(OnGitops other) {
        return onGitops(Optional.of(other));
    }

    /** The same with a way to go on where a GitOps controller owns something; empty to be refused there. */
    public Experiment onGitops(Optional<OnGitops> other) {
        return with(mirror, cadence, promotion, other, notifications);
    }

    /** The same with another way to mirror. */
    public Experiment with(Mirror other) {
        return with(other, cadence, promotion, gitops, notifications);
    }

    /** The same of which others are told. */
    public Experiment telling(List<Notification> others) {
        return with(mirror, cadence, promotion, gitops, Optional.of(others));
    }

    private Experiment with(
            Mirror copies, Cadence looks, Promotion way, Optional<OnGitops> owned, Optional<List<Notification>> told) {
        return new Experiment(
                namespace,
                name,
                service,
                live,
                dark,
                copies,
                metrics,
                objectives,
                looks,
                decision,
                way,
                onInconclusive,
                baseline,
                accessLogs,
                requires,
                queries,
                owned,
                told);
    }

    private static boolean isKnown(Metric metric, Optional<Queries> queries) {
        return metric.queried().isEmpty()
                || queries.flatMap(all -> all.find(metric.name()))
                        .filter(found -> found.metric().equals(metric))
                        .isPresent();
    }

    /** Whether anything in the cluster is changed: not where an existing mirror is only watched. */
    public boolean touches() {
        return !adopted() || promotion.mode() != Promotion.Mode.NONE;
    }

    /** Whether no route and no workload of the user's is written, and what shall be there is printed for somebody to commit. */
    public boolean prints() {
        return gitops.filter(OnGitops.PRINT::equals).isPresent();
    }

    /** Whether its versions are revisions of a Knative Service. */
    public boolean knative() {
        return live.isRevision();
    }

    /** Whether we observe what the user deployed and mirrors. */
    public boolean adopted() {
        return mirror.via() == Mirror.Via.EXISTING;
    }
}
