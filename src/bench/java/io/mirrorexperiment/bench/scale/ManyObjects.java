package io.mirrorexperiment.bench.scale;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.cluster.Feed;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.controller.Settings;
import io.mirrorexperiment.controller.Subjects;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Experiments as objects on a real API server that is there for this alone, with Istio's definitions and ours and no controllers of its
 * own; {@code src/bench/objects} starts one. What Prometheus would say is said by this process.
 */
public final class ManyObjects {
    private static final Kind OURS = new Kind("mirror-experiment.io", "MirrorExperiment");
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Cluster bench;
    private final SeenObjects seen = new SeenObjects();
    private final Counts counts = new Counts();
    private final int all;
    private final int services;

    private ManyObjects(Cluster bench, int all, int services) {
        this.bench = bench;
        this.all = all;
        this.services = services;
    }

    /**
     * Takes a kubeconfig, the number of objects, how many services they are for, the interval of their looks, for how many seconds they are
     * measured, and the processes of the server, etcd first. Namespaces are shared out evenly, so services come by the hundred.
     */
    public static void main(String[] arguments) throws Exception {
        ClusterOptions options = ClusterOptions.fromKubeconfigText(Files.readString(Path.of(arguments[0])));
        int seconds = Integer.parseInt(arguments[4]);
        List<Processor> processors = List.of(
                new Processor("this process", ProcessHandle.current()),
                new Processor(
                        "etcd", ProcessHandle.of(Long.parseLong(arguments[5])).orElseThrow()),
                new Processor(
                        "kube-apiserver",
                        ProcessHandle.of(Long.parseLong(arguments[6])).orElseThrow()));
        try (Cluster bench = Cluster.connect(options)) {
            ManyObjects many = new ManyObjects(bench, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            try (Cluster cluster =
                    Cluster.connect(options, call -> many.counts.count(call.verb() + " " + call.resource()))) {
                many.measure(cluster, arguments[3], seconds, processors);
            }
        }
        System.exit(0);
    }

    private void measure(Cluster cluster, String interval, int seconds, List<Processor> processors) throws Exception {
        MirroredMesh mesh = new MirroredMesh(bench);
        String metrics = "http://127.0.0.1:" + Http.serve(mesh::answer);
        create(metrics, interval);
        long empty = Footprint.least();
        Settings settings = new Settings(
                List.of(), "bench=many-objects", "many-objects", "bench", 4, Settings.TERM, Patience::suiting);
        Feed routes = bench.feed(Kind.VIRTUAL_SERVICE, Optional.empty(), "", mesh);
        Controller controller = new Controller(cluster, settings, Clock.systemUTC(), Subjects.all(), List.of(seen));
        try {
            await("told where they stand", seen.told(), all);
            await("looking", seen.looking(), services);
            report("a run, until all looked", services);
            Thread.sleep(20_000);
            look(seconds, processors);
            System.out.printf(
                    Locale.ROOT,
                    "heap after collection: %.1f KB for each object%n",
                    (double) (Footprint.least() - empty) / 1e3 / all);
            counts.taken();
            bench.list(OURS, Optional.empty(), ObjectTexts.LABEL).stream()
                    .sorted(Comparator.comparing(Manifest::name).reversed())
                    .forEach(bench::delete);
            await("gone", seen.gone(), all);
            report("a run, until all were gone", services);
            System.out.println(bench.list(Kind.VIRTUAL_SERVICE, Optional.empty(), ObjectTexts.LABEL).stream()
                            .filter(MirroredMesh::mirrors)
                            .count()
                    + " routes have a mirror");
        } finally {
            controller.close();
            routes.close();
        }
    }

    private void create(String metrics, String interval) throws IOException {
        ObjectTexts.createNamespaces(bench, all);
        IntStream.range(0, all).parallel().forEach(number -> {
            try {
                if (number < services) {
                    ObjectTexts.createService(bench, number);
                }
                ObjectTexts.createExperiment(bench, number, services, metrics, interval);
            } catch (IOException bug) {
                throw new UncheckedIOException(bug);
            }
        });
    }

    private void look(int seconds, List<Processor> processors) throws InterruptedException {
        seen.late().clear();
        counts.taken();
        processors.forEach(Processor::begin);
        Thread.sleep(seconds * 1000L);
        int looks = seen.late().size();
        System.out.printf(
                Locale.ROOT,
                "%d looks in %d s; late: p50 %d ms, p99 %d ms, most %d ms%n",
                looks,
                seconds,
                seen.late().quantile(.5),
                seen.late().quantile(.99),
                seen.late().quantile(1));
        processors.forEach(each -> System.out.println(each.since(looks)));
        System.out.println("threads: " + Footprint.threadNames());
        report("a look", looks);
    }

    private void report(String of, int many) {
        counts.taken()
                .lines()
                .map(line -> ManyRuns.share(line, many))
                .forEach(line -> System.out.println("  " + of + ": " + line));
    }

    private void await(String what, Set<Address> which, int many) throws InterruptedException {
        long start = System.nanoTime();
        while (which.size() < many && System.nanoTime() - start < LONGEST.toNanos()) {
            Thread.sleep(100);
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d are %s after %.1f s%n",
                which.size(),
                many,
                what,
                (System.nanoTime() - start) / 1e9);
    }
}
