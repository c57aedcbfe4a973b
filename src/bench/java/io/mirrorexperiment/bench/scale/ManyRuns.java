package io.mirrorexperiment.bench.scale;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.run.ClusterTexts;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.run.Standing;
import io.mirrorexperiment.spec.SpecFiles;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Many runs that wait and look in one process, on real time; prints what that takes. */
public final class ManyRuns {
    private static final int WORKERS = 4;

    private final Map<String, Runs> engines = new ConcurrentHashMap<>();
    private final Cluster cluster;

    private ManyRuns(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Takes the number of runs, and for how many seconds they are measured after a first interval. */
    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        Path recording = Path.of(arguments.length > 2 ? arguments[2] : "target/scale-recording");
        try (OtherEnd far = OtherEnd.start(recording, runs, 5 + runs / 1000);
                Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(far.kubeconfig()))) {
            ManyRuns many = new ManyRuns(cluster);
            Waiting waiting = new Waiting(many::advance);
            for (int run = 0; run < runs; run++) {
                RunId id = new RunId(Twin.namespace(run), Twin.name(run) + "-v2", 1);
                waiting.add(id, far.start().plusMillis(10_000L * run / runs));
            }
            many.measure(waiting, far, runs, seconds);
        }
        System.exit(0);
    }

    private void measure(Waiting waiting, OtherEnd far, int runs, int seconds) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        waiting.work(WORKERS);
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), far.start()).toMillis()) + 12_000);
        waiting.lateness().clear();
        far.taken(client);
        Footprint before = Footprint.now(far);
        Thread.sleep(seconds * 1000L);
        Footprint after = Footprint.now(far);
        int looks = waiting.lateness().size();
        System.out.printf(
                Locale.ROOT,
                "%d runs, %d looks in %d s; late p50 %d ms, p99 %d ms, most %d ms%n",
                runs,
                looks,
                seconds,
                waiting.lateness().quantile(.5),
                waiting.lateness().quantile(.99),
                waiting.lateness().quantile(1));
        System.out.println(after.since(before, looks));
        System.out.println(far.taken(client)
                .lines()
                .map(line -> String.format(
                        Locale.ROOT,
                        "%.3f a look: %s",
                        Double.parseDouble(line.substring(0, line.indexOf(' '))) / looks,
                        line.substring(line.indexOf(' ') + 1)))
                .reduce("", (one, other) -> one + other + "\n"));
        waiting.end();
        Thread.sleep(500);
        System.out.printf(
                Locale.ROOT,
                "threads %d; heap after collection %.1f MB, %.1f KB a run%n",
                ManagementFactory.getThreadMXBean().getThreadCount(),
                (double) Footprint.heap() / 1e6,
                (double) Footprint.heap() / 1e3 / runs);
    }

    private Standing advance(RunId id) {
        Runs engine = engines.computeIfAbsent(
                id.namespace(),
                namespace -> new Runs(
                        cluster,
                        ClusterTexts.store(cluster, namespace, Clock.systemUTC()),
                        path -> SpecFiles.none().read(path),
                        Clock.systemUTC(),
                        Patience.USUAL,
                        false));
        try (Run run = engine.find(id).orElseThrow()) {
            return run.advance();
        }
    }
}
