package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.report.Style;
import io.mirrorexperiment.run.Sights;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where traffic is looked at, and where it is read what routes do to it. */
final class TrafficFlags {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "address of the Prometheus that scrapes the mesh, before /api/v1/query")
    Optional<String> prometheus = Optional.empty();

    @Option(
            names = {"-f", "--spec"},
            paramLabel = "SPEC",
            description =
                    "take Prometheus, with how to sign in, from a spec; and what is looked at, where nothing is named")
    Optional<String> spec = Optional.empty();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "the time until now that is looked at, at least four scrapes (default: ${DEFAULT-VALUE})")
    String window = "5m";

    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description = "read routes, rules and Deployments from a file instead of the cluster; - is standard input")
    Optional<String> routes = Optional.empty();

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Option(names = "--no-color", description = "without colours; the variable NO_COLOR does the same")
    boolean noColor;

    /** How what is printed looks. */
    Style style(Host host) {
        ViewFlags view = new ViewFlags();
        view.noColor = noColor;
        return view.style(host);
    }

    /**
     * The experiment of the spec.
     *
     * @throws Refusal with every mistake in it
     */
    Optional<Experiment> experiment() {
        return spec.map(file -> {
            Specs specs = new Specs();
            specs.file = file;
            return specs.read(cluster.namespace.orElse("default"), Optional.empty(), true)
                    .experiment();
        });
    }

    /**
     * The traffic.
     *
     * @param namespaces that routes are looked for in, where not all of them may be read
     * @throws Refusal if Prometheus does not tell
     */
    Graph graph(Host host, Scope scope, Set<String> namespaces, Optional<Experiment> experiment) {
        MetricsSystem system = system(experiment);
        Duration time = time();
        String home = namespaces.iterator().next();
        try (NearCluster near = NearCluster.of(cluster, routes.isPresent() && experiment.isEmpty())) {
            Sights sights = new Sights(near.cluster(), new FolderFiles(folder()), Clock.systemUTC());
            RoutesRead read = routes.isPresent()
                    ? RoutesRead.fromFile(host, routes.get())
                    : RoutesRead.fromCluster(near, sights, namespaces);
            Sight sight =
                    sights.see(system, experiment.map(Experiment::namespace).orElse(home), scope, time, read.objects());
            if (sight instanceof Sight.Unseen unseen) {
                throw Refusal.nothingChanged("the traffic cannot be seen: " + unseen.because());
            }
            Graph graph = ((Sight.Seen) sight).graph();
            return read.trouble().map(graph::with).orElse(graph);
        }
    }

    private Path folder() {
        Specs specs = new Specs();
        specs.file = spec.orElse(Input.STANDARD);
        return specs.folder();
    }

    private MetricsSystem system(Optional<Experiment> experiment) {
        return prometheus
                .map(address -> PrometheusAddress.system(address, "destination"))
                .or(() -> experiment.map(Experiment::metrics))
                .orElseThrow(() -> Refusal.usage("say where Prometheus is, with --prometheus URL or --spec SPEC"));
    }

    private Duration time() {
        return Iter8Time.read(window)
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> Refusal.usage(
                        "--window must be a time from 1s to 24h, as in 5m or 1m30s, but is '" + window + "'"));
    }

    /** As people name it. */
    String namespace(Optional<Experiment> experiment) {
        return cluster.namespace.or(() -> experiment.map(Experiment::namespace)).orElseGet(this::current);
    }

    /** The one of the kubeconfig; else {@code default}, as kubectl has it. */
    private String current() {
        try (Cluster connected = cluster.connect()) {
            return connected.namespace();
        } catch (ClusterException e) {
            return "default";
        }
    }
}
