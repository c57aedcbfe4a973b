package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster is meant, in kubectl's own words. */
final class ClusterFlags {
    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "kubeconfig to use instead of kubectl's own")
    Optional<String> kubeconfig = Optional.empty();

    @Option(names = "--context", paramLabel = "NAME", description = "context of the kubeconfig to use")
    Optional<String> context = Optional.empty();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "namespace to use where a spec names none")
    Optional<String> namespace = Optional.empty();

    @Option(
            names = "--request-timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "longest time for one request to the API server (default: ${DEFAULT-VALUE})")
    int seconds = 10;

    Cluster connect() {
        return Cluster.connect(options());
    }

    ClusterOptions options() {
        if (seconds < 1) {
            throw Refusal.usage("--request-timeout must be 1 second or more, but is " + seconds);
        }
        return new ClusterOptions(kubeconfig, context, namespace, Duration.ofSeconds(seconds));
    }
}
