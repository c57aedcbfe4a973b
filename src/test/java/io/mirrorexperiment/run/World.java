package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A small world on the real wire whose time moves only when the driver moves it: an API server, a metrics server, the traffic of one
 * service, and engines that work on them.
 */
final class World implements AutoCloseable {
    static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));

    private static final Duration SCRAPE = Duration.ofSeconds(5);
    private static final int MOST_MOVES = 2_000;

    final Ticking clock = new Ticking();
    final StillPods pods = new StillPods();
    final KubeApi api;
    final MetricsServer metrics;
    final Traffic traffic;
    final Map<String, String> files = new HashMap<>();
    final MemoryStore store = new MemoryStore();
    private final List<Cluster> clusters = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private Map<String, String> before = Map.of();

    World(String manifests) {
        this(manifests, options -> options);
    }

    World(String manifests, Function<KubeOptions, KubeOptions> kind) {
        api = KubeApi.start(kind.apply(KubeOptions.defaults().withClock(clock).withPods(pods)));
        metrics = MetricsServer.start(MetricsOptions.silent().withClock(clock));
        traffic = new Traffic(api.view(), metrics);
        pods.sidecars = traffic::exposition;
        api.apply(manifests);
        calm();
        begin();
    }

    /** What is there now is what a rollback has to bring back; some traffic has flowed. */
    void begin() {
        for (int second = 0; second < 120; second += (int) SCRAPE.toSeconds()) {
            move(SCRAPE);
        }
        before = Objects.bare(api.view());
    }

    Map<String, String> before() {
        return before;
    }

    Map<String, String> now() {
        return Objects.bare(api.view());
    }

    /** A new engine, as a new process would have it. */
    Runs engine() {
        return engine(store);
    }

    Runs engine(JournalStore journals) {
        return engine(journals, api.kubeconfig());
    }

    Runs engine(JournalStore journals, String kubeconfig) {
        return new Runs(cluster(kubeconfig), journals, this::read, clock, PATIENCE, false);
    }

    Runs engine(Cluster cluster) {
        return new Runs(cluster, store, this::read, clock, PATIENCE, false);
    }

    Cluster cluster() {
        return cluster(api.kubeconfig());
    }

    private Cluster cluster(String kubeconfig) {
        Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(kubeconfig));
        synchronized (clusters) {
            clusters.add(cluster);
        }
        return cluster;
    }

    private byte[] read(String path) throws IOException {
        return Optional.ofNullable(files.get(path))
                .orElseThrow(() -> new IOException(path + " does not exist"))
                .getBytes(StandardCharsets.UTF_8);
    }

    Run begin(Experiment experiment) {
        return keep(engine().begin(experiment, "tester"));
    }

    Run keep(Run run) {
        synchronized (runs) {
            runs.add(run);
        }
        return run;
    }

    /** The run goes on to its end, without anybody's help. */
    Ending finish(Run run) {
        return drive(run, Standing::finished)
                .journal()
                .last(Entry.Finished.class)
                .orElseThrow()
                .ending();
    }

    /** The run goes on until it stands so. */
    Standing drive(Run run, Predicate<Standing> until) {
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            calm();
            Standing standing = run.advance();
            if (until.test(standing)) {
                return standing;
            }
            if (standing.finished()) {
                throw new AssertionError("ended too early: " + standing.move());
            }
            moveTo(standing.next());
        }
        throw new AssertionError("it never comes there: " + run.journal().entries());
    }

    /** The run goes on until its journal has an entry. */
    Standing drive(Run run, Class<? extends Entry> until) {
        return drive(run, standing -> standing.journal().has(until));
    }

    /** Time passes, at most to an instant, scrape by scrape; at least a millisecond. */
    void moveTo(Instant until) {
        Instant end = until.isAfter(clock.instant()) ? until : clock.instant().plusMillis(1);
        Duration far = Duration.between(clock.instant(), end);
        if (far.compareTo(Duration.ofMinutes(5)) > 0) {
            jump(far.minus(SCRAPE));
        }
        while (clock.instant().isBefore(end)) {
            Duration left = Duration.between(clock.instant(), end);
            move(left.compareTo(SCRAPE) < 0 ? left : SCRAPE);
        }
    }

    private void jump(Duration time) {
        clock.move(time);
        traffic.flow((double) time.toMillis() / 1000, clock.instant());
    }

    void move(Duration time) {
        jump(time);
    }

    /** Waits until the controllers have nothing left to do. */
    void calm() {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isCalm()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("the cluster does not come to rest: " + Objects.all(api.view()));
            }
            java.util.concurrent.locks.LockSupport.parkNanos(500_000);
        }
    }

    private boolean isCalm() {
        List<ObjectNode> all = api.view().list("pods");
        boolean settled = all.stream()
                .allMatch(pod -> !pod.path("metadata").has("deletionTimestamp")
                        && !pod.at("/status/containerStatuses").isMissingNode());
        List<ObjectNode> deployments = api.view().list("deployments.apps");
        long wanted = deployments.stream()
                .mapToLong(each -> each.at("/spec/replicas").asLong(1))
                .sum();
        return settled
                && deployments.stream().allMatch(World::isSeen)
                && (all.size() == wanted || all.stream().anyMatch(World::isWaiting))
                && deployments.stream()
                        .allMatch(each -> isRolledOut(each) || all.stream().anyMatch(World::isWaiting));
    }

    private static boolean isSeen(JsonNode deployment) {
        return deployment.at("/status/observedGeneration").asLong()
                >= deployment.at("/metadata/generation").asLong();
    }

    private static boolean isRolledOut(JsonNode deployment) {
        long wanted = deployment.at("/spec/replicas").asLong(1);
        return deployment.at("/status/replicas").asLong() == wanted
                && deployment.at("/status/updatedReplicas").asLong() == wanted
                && deployment.at("/status/availableReplicas").asLong() == wanted;
    }

    private static boolean isWaiting(JsonNode pod) {
        return !pod.at("/status/containerStatuses/0/state/waiting").isMissingNode();
    }

    @Override
    public void close() {
        runs.forEach(Run::close);
        clusters.forEach(Cluster::close);
        metrics.close();
        api.close();
    }
}
