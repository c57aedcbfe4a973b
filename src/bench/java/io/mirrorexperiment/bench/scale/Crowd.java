package io.mirrorexperiment.bench.scale;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.controller.Workers;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.metrics.Calls;
import io.mirrorexperiment.run.ClusterTexts;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.run.Shared;
import io.mirrorexperiment.run.Standing;
import io.mirrorexperiment.spec.SpecFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs that wait in one queue and are advanced by a few threads, as the controller has them. */
final class Crowd implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Map<String, Runs> engines = new ConcurrentHashMap<>();
    private final Lateness lateness = new Lateness();
    private final OtherEnd far;
    private final int all;
    private final Cluster cluster;
    private final Shared shared;
    private final Workers<RunId> workers;

    /**
     * None at first.
     *
     * @param all how many the far end knows
     */
    Crowd(OtherEnd far, int all) {
        this.far = far;
        this.all = all;
        this.cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(far.kubeconfig()));
        this.shared = new Shared(cluster, Clock.systemUTC(), Calls.NONE);
        this.workers = new Workers<>(Clock.systemUTC(), WORKERS, this::turn);
    }

    /** The runs from one number to another one, each due when its tick is. */
    void add(int from, int to) {
        Instant now = Instant.now();
        for (int run = from; run < to; run++) {
            Instant due = far.start().plus(INTERVAL.multipliedBy(run).dividedBy(all));
            while (due.isBefore(now)) {
                due = due.plus(INTERVAL);
            }
            workers.by(new RunId(Twin.namespace(run), Twin.name(run) + "-v2", 1), due);
        }
    }

    Lateness lateness() {
        return lateness;
    }

    int size() {
        return workers.size();
    }

    private Instant turn(RunId id, Instant due) {
        Duration late = Duration.between(due, Instant.now());
        try (Run run = engine(id.namespace()).find(id).orElseThrow()) {
            Standing standing = run.advance();
            lateness.add(Math.max(0, late.toMillis()));
            return standing.next();
        }
    }

    private Runs engine(String namespace) {
        return engines.computeIfAbsent(namespace, place -> new Runs(
                        cluster,
                        ClusterTexts.told(cluster, place, Clock.systemUTC(), (name, version) -> {}),
                        path -> SpecFiles.none().read(path),
                        Clock.systemUTC(),
                        Patience.USUAL,
                        false)
                .sharing(shared));
    }

    @Override
    public void close() {
        workers.close();
        cluster.close();
    }
}
