package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what the newest loop of an experiment in a cluster wrote. */
@Command(
        name = "log",
        description = "Iter8's k log: what the newest loop of an experiment in a cluster wrote.",
        footer = {"", "Examples:", "  ${ROOT-COMMAND-NAME} k log", "  ${ROOT-COMMAND-NAME} k log -g other"})
final class Iter8KLogCommand implements Callable<Integer> {
    private static final long LONGEST = 1 << 20;

    @Mixin
    Iter8Cluster place = new Iter8Cluster();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    private final Host host;

    Iter8KLogCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = place.connect()) {
            String namespace = place.namespace(cluster);
            Manifest pod = new Iter8Group(cluster, namespace, place.group)
                    .newestPod()
                    .orElseThrow(() -> Refusal.nothingChanged("no loop of group " + place.group + " in namespace "
                            + namespace + " has a pod now; the next one is a time of its schedule away"));
            host.err().println(pod.toString());
            host.out().print(cluster.log(pod.address(), container(pod), begun(pod), LONGEST));
            return 0;
        }
    }

    private static String container(Manifest pod) {
        return pod.maps("spec", "containers").stream()
                .map(container -> String.valueOf(container.get("name")))
                .findFirst()
                .orElse("");
    }

    private static Instant begun(Manifest pod) {
        return pod.text("metadata", "creationTimestamp").map(Instant::parse).orElse(Instant.EPOCH);
    }
}
