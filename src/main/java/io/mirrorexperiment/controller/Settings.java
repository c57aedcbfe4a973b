package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.run.Patience;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How a controller works.
 *
 * @param namespaces whose objects it attends to; empty for all
 * @param selector of labels that an object must have, as kubectl takes it; empty for any
 * @param lease the Lease by which one of several replicas leads, in the controller's own namespace; shards have one each
 * @param identity of this replica, unlike any other
 * @param workers threads that take turns, 1 to 16
 * @param term how long a leader that says nothing keeps its Lease
 * @param patience with trouble, for a run of an experiment
 */
public record Settings(
        List<String> namespaces,
        String selector,
        String lease,
        String identity,
        int workers,
        Duration term,
        Function<Experiment, Patience> patience) {
    /** The usual name of the Lease. */
    public static final String LEASE = "mirror-experiment-controller";

    /** How many threads take turns if nobody says otherwise. */
    public static final int WORKERS = 4;

    /** How long a leader that died is waited for. */
    public static final Duration TERM = Duration.ofSeconds(15);

    private static final int MOST_WORKERS = 16;

    /** Copies and checks. */
    public Settings {
        namespaces = List.copyOf(namespaces);
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers must be 1 to " + MOST_WORKERS + ", but are " + workers);
        }
    }

    /** As shipped. */
    public static Settings usual(String identity) {
        return new Settings(List.of(), "", LEASE, identity, WORKERS, TERM, Patience::suiting);
    }
}
