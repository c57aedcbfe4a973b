package io.mirrorexperiment.sandbox.kube.control;

import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Registry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All controllers on one thread: whenever something changed, and ten times a second, each compares what is wanted with
 * what is there and takes the next step.
 */
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Controllers.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);

    private final Cluster cluster;
    private final Optional<Kubelet> kubelet;
    private final List<Runnable> steps;
    private final Thread thread;
    private volatile boolean closed;

    private Controllers(Registry registry, Clock clock, Optional<PodRuntime> pods, double haste, More more) {
        this.cluster = new Cluster(registry, clock);
        this.kubelet = pods.map(runtime -> new Kubelet(cluster, runtime));
        this.steps = steps(haste, more.controllers(cluster));
        this.thread = new Thread(this::loop, "sandbox-controllers");
        thread.setDaemon(true);
    }

    /** Makes further controllers. */
    @FunctionalInterface
    public interface More {
        /** Their steps, in the order in which they are taken, before those of the controllers that make pods. */
        List<Runnable> controllers(Cluster cluster);
    }

    private List<Runnable> steps(double haste, List<Runnable> more) {
        List<Runnable> all = new ArrayList<>(List.of(new Namespaces(cluster), new GarbageCollector(cluster)));
        all.addAll(more);
        all.addAll(List.of(
                new DeploymentController(cluster),
                new ReplicaSetController(cluster),
                new CronJobController(cluster, haste),
                new JobController(cluster),
                () -> kubelet.ifPresent(Kubelet::run),
                new EndpointsController(cluster)));
        return List.copyOf(all);
    }

    /**
     * Starts the controllers' thread.
     *
     * @param haste how many times as fast as they say the schedules of CronJobs pass
     */
    public static Controllers start(
            Registry registry, Clock clock, Optional<PodRuntime> pods, double haste, More more) {
        Controllers controllers = new Controllers(registry, clock, pods, haste, more);
        controllers.thread.start();
        return controllers;
    }

    /** The running pod of a uid. */
    public Optional<RunningPod> running(String uid) {
        return kubelet.flatMap(here -> here.running(uid));
    }

    /** Stops all pods and the thread, and waits for both. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        kubelet.ifPresent(Kubelet::close);
    }

    private void loop() {
        long seen = 0;
        while (!closed) {
            try {
                cluster.store().await(seen, TICK);
                seen = cluster.store().version();
                steps.forEach(this::take);
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void take(Runnable step) {
        try {
            step.run();
        } catch (Refusal changedMeanwhile) {
            LOG.log(Level.DEBUG, "a client was faster; the next round sees what it did", changedMeanwhile);
        } catch (RuntimeException strangeObject) {
            LOG.log(Level.WARNING, "a controller stumbled; the others go on, and it tries again", strangeObject);
        }
    }
}
