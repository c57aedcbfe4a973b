package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asserts conditions of an experiment in a cluster. */
@Command(
        name = "assert",
        description =
                "Iter8's k assert: whether an experiment in a cluster is completed, without failure, its SLOs satisfied.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} k assert -c completed,nofailure,slos --timeout 90s",
            "",
            "Exit codes:",
            "  0    satisfied",
            "  1    not satisfied in time: also without requests, without values, without SLOs",
            "  3    usage, or no experiment there",
            "  4    the cluster could not be reached"
        })
final class Iter8KAssertCommand implements Callable<Integer> {
    @Mixin
    Iter8Cluster place = new Iter8Cluster();

    @Mixin
    Iter8Asserting asserting = new Iter8Asserting();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    private final Host host;

    Iter8KAssertCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = place.connect()) {
            return asserting.ask(host, new Iter8Secrets(cluster, place.namespace(cluster), place.group));
        }
    }
}
