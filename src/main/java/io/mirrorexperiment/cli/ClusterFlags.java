package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster is meant, in kubectl's own words. */
final class ClusterFlags {
    @Mixin
    ConnectionFlags connection = new ConnectionFlags();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "namespace to use where a spec names none")
    Optional<String> namespace = Optional.empty();

    Cluster connect() {
        return Cluster.connect(options());
    }

    ClusterOptions options() {
        return connection.options(namespace);
    }
}
