package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.ScenarioProviders;
import io.mirrorexperiment.traffic.ScenarioRoutes;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.StandingScenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts scenarios up in a cluster and takes them down, make before break: what routes name is there before they name it, and goes after
 * they have ceased to. Every write is a compare-and-set under a claim on all that is touched. What is interrupted is finished by
 * the same call again. Throws {@link ClusterException} for what the far end does. For one thread.
 */
public final class Staging {
    private final Cluster cluster;
    private final ScenarioRoutes routes;
    private final Clock clock;
    private final Duration settle;
    private final Consumer<Duration> pause;
    private final boolean patchGitops;

    /**
     * Scenarios in a cluster.
     *
     * @param via the provider's word; empty for what the cluster serves
     * @param clock for the times that people read in a lease
     * @param settle how long a change takes to arrive at all proxies
     * @param pause lets time pass
     * @param patchGitops whether objects that a GitOps controller owns may be touched
     * @throws IllegalArgumentException if there is no such provider
     */
    public Staging(
            Cluster cluster,
            Optional<String> via,
            Clock clock,
            Duration settle,
            Consumer<Duration> pause,
            boolean patchGitops) {
        this.cluster = cluster;
        this.routes = via.map(name -> ScenarioProviders.of(name)
                        .orElseThrow(() -> new IllegalArgumentException("no provider '" + name + "'")))
                .orElseGet(() -> served(cluster));
        this.clock = clock;
        this.settle = settle;
        this.pause = pause;
        this.patchGitops = patchGitops;
    }

    private static ScenarioRoutes served(Cluster cluster) {
        return ScenarioProviders.all().stream()
                .filter(routes -> cluster.serves(routes.kinds().get(0)))
                .findFirst()
                .orElse(ScenarioProviders.all().get(0));
    }

    /** What {@link #put} would write. */
    public Staged rehearse(Scenario scenario) {
        StagingPlan plan = plan(scenario);
        return plan.refused()
                .<Staged>map(because -> new Staged.Refused(because, List.of()))
                .orElseGet(plan::rehearsed);
    }

    /** Makes a scenario hold. */
    public Staged put(Scenario scenario) {
        StagingPlan plan = plan(scenario);
        Optional<String> refused = plan.refused();
        if (refused.isPresent()) {
            return new Staged.Refused(refused.get(), List.of());
        }
        List<Address> touched = new ArrayList<>(plan.touched());
        touched.addAll(addresses(scenario.target(), plan.objects()));
        return stage(scenario.target(), touched, plan.warnings(), StagingPlan.up(routes, scenario));
    }

    /** What {@link #takeDown} would write. */
    public Staged rehearseDown(Target target) {
        return StagingPlan.rehearsed(objects(target), StagingPlan.down(routes, target), List.of());
    }

    /** Makes everything as it would be without a scenario. */
    public Staged takeDown(Target target) {
        List<Address> touched = addresses(target, objects(target));
        return touched.isEmpty()
                ? new Staged.Done(List.of(), List.of())
                : stage(target, touched, List.of(), StagingPlan.down(routes, target));
    }

    /** All scenarios that we may see, whatever wrote them. */
    public static List<StandingScenario> standing(Cluster cluster) {
        return ScenarioProviders.all().stream()
                .flatMap(each -> each.standing(routeObjects(cluster, cluster.namespace(), each)).stream())
                .toList();
    }

    private Staged stage(
            Target target, List<Address> touched, List<String> warnings, List<Function<List<Manifest>, Step>> steps) {
        List<Address> targets = new ArrayList<>(touched);
        targets.add(new Address(Kind.SERVICE, target.namespace(), target.service()));
        Duration longest = settle.multipliedBy(steps.size()).plusMinutes(2);
        StagingClaim claim = new StagingClaim(cluster, clock);
        Optional<String> held = claim.take(target, targets.stream().distinct().toList(), longest);
        if (held.isPresent()) {
            return new Staged.Refused(held.get(), List.of());
        }
        try {
            return new StagingSteps(() -> objects(target), new Editing(cluster), claim::isOurs, pause, settle)
                    .take(steps, warnings);
        } finally {
            claim.release();
        }
    }

    private StagingPlan plan(Scenario scenario) {
        return new StagingPlan(routes, scenario, objects(scenario.target()), patchGitops);
    }

    /** Objects that a scenario of a service has touched. */
    private List<Address> addresses(Target target, List<Manifest> objects) {
        String service = target.service() + "." + target.namespace();
        return routes.standing(objects).stream()
                .filter(standing -> standing.service().equals(service))
                .map(StandingScenario::object)
                .distinct()
                .toList();
    }

    private static List<Manifest> routeObjects(Cluster cluster, String namespace, ScenarioRoutes routes) {
        List<Manifest> objects = new ArrayList<>(Routing.objects(cluster, namespace, routes.kinds()));
        try {
            objects.addAll(Routing.objects(cluster, namespace, routes.kindsWhereAllowed()));
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
        }
        return objects;
    }

    private List<Manifest> objects(Target target) {
        List<Manifest> objects = new ArrayList<>(routeObjects(cluster, target.namespace(), routes));
        if (routes.kinds().contains(Kind.SERVICE)) {
            objects.addAll(cluster.list(Kind.SERVICE, Optional.of(target.namespace()), Map.of()));
        } else {
            cluster.read(new Address(Kind.SERVICE, target.namespace(), target.service()))
                    .ifPresent(objects::add);
        }
        return objects;
    }
}
