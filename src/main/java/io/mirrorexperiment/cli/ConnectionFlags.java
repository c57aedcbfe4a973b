package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.ClusterOptions;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a cluster is reached, in kubectl's own words. */
final class ConnectionFlags {
    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "kubeconfig to use instead of kubectl's own")
    Optional<String> kubeconfig = Optional.empty();

    @Option(names = "--context", paramLabel = "NAME", description = "context of the kubeconfig to use")
    Optional<String> context = Optional.empty();

    @Option(
            names = "--request-timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "longest time for one request to the API server (default: ${DEFAULT-VALUE})")
    int seconds = 10;

    /**
     * The same for the engine.
     *
     * @param namespace to use where none is named; empty for the context's
     */
    ClusterOptions options(Optional<String> namespace) {
        if (seconds < 1) {
            throw Refusal.usage("--request-timeout must be 1 second or more, but is " + seconds);
        }
        return new ClusterOptions(kubeconfig, context, namespace, Duration.ofSeconds(seconds));
    }
}
