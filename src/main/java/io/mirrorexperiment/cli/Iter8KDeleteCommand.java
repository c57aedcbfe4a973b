package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes an experiment from a cluster. */
@Command(
        name = "delete",
        description = "Iter8's k delete: remove an experiment from a cluster, with its result.",
        footer = {"", "Examples:", "  ${ROOT-COMMAND-NAME} k delete", "  ${ROOT-COMMAND-NAME} k delete -g other -n shop"
        })
final class Iter8KDeleteCommand implements Callable<Integer> {
    @Mixin
    Iter8Cluster place = new Iter8Cluster();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    private final Host host;

    Iter8KDeleteCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = place.connect()) {
            String namespace = place.namespace(cluster);
            List<Manifest> removed = new Iter8Group(cluster, namespace, place.group).remove();
            if (removed.isEmpty()) {
                throw Refusal.usage("there is no experiment of group " + place.group + " in namespace " + namespace
                        + " that this program launched");
            }
            removed.forEach(each -> host.err().println("deleted " + each));
            return 0;
        }
    }
}
