package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports on an experiment in a cluster. */
@Command(
        name = "report",
        description = "Iter8's k report: how an experiment in a cluster stands.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} k report",
            "  ${ROOT-COMMAND-NAME} k report -g other -o html > report.html"
        })
final class Iter8KReportCommand implements Callable<Integer> {
    @Mixin
    Iter8Cluster place = new Iter8Cluster();

    @Mixin
    Iter8Showing showing = new Iter8Showing();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    private final Host host;

    Iter8KReportCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = place.connect()) {
            String namespace = place.namespace(cluster);
            return showing.print(
                    host, new Iter8Secrets(cluster, namespace, place.group), namespace + "/" + place.group);
        }
    }
}
