package io.mirrorexperiment.cli;

import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Target;

/** Where the travels demo is played: a cluster with a mesh and a metrics system, in which the agency and the portals are up. */
interface TourPlace extends AutoCloseable {
    /** Applies manifests and waits until all pods are ready. */
    void deploy(String manifests);

    /** Takes them away again. */
    void remove(String manifests);

    /** Writes a scenario into the routes, make before break. */
    void putUp(Scenario scenario);

    /** Takes out what the scenarios of a service have written. */
    void takeDown(Target service);

    /** What stands. */
    Snapshot snapshot();

    /** What is counted. */
    TourNumbers numbers();

    @Override
    void close();
}
