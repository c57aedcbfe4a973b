package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.install.ScheduledGate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which cluster and which experiment in it is meant, in Iter8's and Helm's words. */
final class Iter8Cluster {
    @Option(
            names = {"-g", "--group"},
            paramLabel = "GROUP",
            defaultValue = "default",
            description = "which experiment of the namespace (default: ${DEFAULT-VALUE})")
    String group = "default";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "namespace of the experiment; else the context's")
    Optional<String> namespace = Optional.empty();

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "kubeconfig to use instead of kubectl's own")
    Optional<String> kubeconfig = Optional.empty();

    @Option(names = "--kube-context", paramLabel = "NAME", description = "context of the kubeconfig to use")
    Optional<String> context = Optional.empty();

    @Option(names = "--kube-apiserver", paramLabel = "URL", description = "API server, instead of a kubeconfig")
    Optional<String> server = Optional.empty();

    @Option(names = "--kube-token", paramLabel = "TOKEN", description = "bearer token for --kube-apiserver")
    Optional<String> token = Optional.empty();

    @Option(
            names = "--kube-ca-file",
            paramLabel = "FILE",
            description = "certificates that --kube-apiserver is checked against")
    Optional<String> ca = Optional.empty();

    @Option(names = "--kube-as-user", paramLabel = "NAME", description = "whom to act as, at --kube-apiserver")
    Optional<String> asUser = Optional.empty();

    @Option(names = "--kube-as-group", paramLabel = "NAME", description = "a group to act as, at --kube-apiserver")
    List<String> asGroups = new ArrayList<>();

    /** The cluster; nothing is sent yet. */
    Cluster connect() {
        checkGroup();
        return Cluster.connect(options());
    }

    /** The experiment's namespace. */
    String namespace(Cluster cluster) {
        return namespace.orElse(cluster.namespace());
    }

    private void checkGroup() {
        if (!group.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?") || group.length() > ScheduledGate.LONGEST_GROUP) {
            throw Refusal.usage("--group must be lower-case letters, digits and '-', at most "
                    + ScheduledGate.LONGEST_GROUP + ", since names of objects begin with it; was '" + group + "'");
        }
    }

    private ClusterOptions options() {
        if (server.isEmpty()) {
            refuseAlone();
            ClusterOptions usual = new ClusterFlags().options();
            return new ClusterOptions(kubeconfig, context, namespace, usual.requestTimeout());
        }
        if (kubeconfig.isPresent() || context.isPresent()) {
            throw Refusal.usage(
                    "--kube-apiserver stands instead of a kubeconfig; leave out --kubeconfig and --kube-context");
        }
        ClusterOptions given = ClusterOptions.fromKubeconfigText(text());
        return namespace.map(given::withNamespace).orElse(given);
    }

    private void refuseAlone() {
        if (token.isPresent() || ca.isPresent() || asUser.isPresent() || !asGroups.isEmpty()) {
            throw Refusal.usage(
                    "--kube-token, --kube-ca-file, --kube-as-user and --kube-as-group go with --kube-apiserver;"
                            + " with a kubeconfig, write them into a user of it and name its context by --kube-context");
        }
    }

    /** A kubeconfig of these flags, as JSON. */
    private String text() {
        String authority = ca.map(file -> ",\"certificate-authority\":"
                        + quoted(Path.of(file).toAbsolutePath().toString()))
                .orElse("");
        String groups = asGroups.isEmpty()
                ? ""
                : ",\"as-groups\":"
                        + asGroups.stream().map(Iter8Cluster::quoted).collect(Collectors.joining(",", "[", "]"));
        String user = "\"token\":" + quoted(token.orElse(""))
                + asUser.map(name -> ",\"as\":" + quoted(name)).orElse("") + groups;
        return "{\"apiVersion\":\"v1\",\"kind\":\"Config\",\"current-context\":\"flags\",\"clusters\":[{\"name\":\"flags\",\"cluster\":{\"server\":"
                + quoted(server.orElseThrow()) + authority + "}}],\"users\":[{\"name\":\"flags\",\"user\":{" + user
                + "}}],\"contexts\":[{\"name\":\"flags\",\"context\":{\"cluster\":\"flags\",\"user\":\"flags\"}}]}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
