package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one loop of an experiment in a cluster; what the pods of a launch do. */
@Command(
        name = "run",
        description = "Iter8's k run: one loop of an experiment in a cluster; its own pods do that.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} k run --namespace default --group default --reuseResult",
            "",
            "Exit codes:",
            "  0    the metrics could be told, whatever they say; ask `k assert`",
            "  2    they could not",
            "  3    usage, or no experiment that can be run",
            "  4    the cluster could not be reached, or the experiment was launched anew meanwhile"
        })
final class Iter8KRunCommand implements Callable<Integer> {
    @Mixin
    Iter8Cluster place = new Iter8Cluster();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    @Option(names = "--reuseResult", description = "go on with the result that is there")
    boolean reuse;

    private final Host host;

    Iter8KRunCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = place.connect()) {
            Iter8Secrets store = new Iter8Secrets(cluster, place.namespace(cluster), place.group);
            return new Iter8Loop(host, store, Clock.systemUTC()).run(reuse);
        }
    }
}
