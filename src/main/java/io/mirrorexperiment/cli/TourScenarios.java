package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.IstioScenario;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Puts scenarios into the routes of the demo's cluster and takes them out again, make before break. */
final class TourScenarios {
    /** The sandbox's proxies obey a change after 50 ms. */
    private static final Duration ARRIVAL = Duration.ofMillis(300);

    private final Cluster cluster;
    private final IstioScenario routes = new IstioScenario();

    TourScenarios(Cluster cluster) {
        this.cluster = cluster;
    }

    void putUp(Scenario scenario) {
        take(objects -> routes.prepare(scenario, objects));
        take(objects -> routes.route(scenario, objects));
        take(objects -> routes.tidy(scenario.target(), objects));
    }

    void takeDown(Target target) {
        take(objects -> routes.unroute(target, objects));
        take(objects -> routes.clear(target, objects));
    }

    private void take(Function<List<Manifest>, Step> step) {
        List<Manifest> objects = routes.kinds().stream()
                .filter(cluster::serves)
                .flatMap(kind -> cluster.list(kind, Optional.empty(), Map.of()).stream())
                .toList();
        if (step.apply(objects) instanceof Step.Changes changes) {
            changes.changes().forEach(cluster::apply);
            LockSupport.parkNanos(changes.changes().isEmpty() ? 0 : ARRIVAL.toNanos());
        } else {
            throw Refusal.nothingChanged("the demo's scenario can't be put up: " + step);
        }
    }
}
