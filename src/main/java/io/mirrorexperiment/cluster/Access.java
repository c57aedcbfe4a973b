package io.mirrorexperiment.cluster;

import io.fabric8.kubernetes.client.Config;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the server and the credentials with kubectl's precedence: the file of the flag; else the files of
 * {@code $KUBECONFIG}; else {@code ~/.kube/config}; else the service account of the pod that we run in.
 *
 * @param config for fabric8's client; holds secrets
 * @param namespace kubectl's default namespace
 * @param user the name that the kubeconfig gives to its user
 * @param context the kubeconfig's context that was chosen
 */
record Access(Config config, String namespace, Optional<String> user, Optional<String> context) {
    static Access find(ClusterOptions options, Surroundings around) {
        Optional<Kubeconfig> kubeconfig = kubeconfig(options, around);
        Access access =
                kubeconfig.isPresent() ? ofKubeconfig(kubeconfig.get(), options) : ofServiceAccount(options, around);
        access.config.setRequestRetryBackoffLimit(0);
        access.config.setRequestTimeout(millis(options.requestTimeout()));
        access.config.setConnectionTimeout(millis(options.requestTimeout()));
        access.config.setUserAgent("mirror-experiment");
        Proxies.apply(access.config, around);
        return access;
    }

    private static Optional<Kubeconfig> kubeconfig(ClusterOptions options, Surroundings around) {
        if (options.kubeconfigText().isPresent()) {
            return options.kubeconfigText().map(Kubeconfig::ofText);
        }
        if (options.kubeconfigPath().isPresent()) {
            return Optional.of(
                    Kubeconfig.ofFiles(List.of(Path.of(options.kubeconfigPath().get()))));
        }
        List<Path> files = around
                .variable("KUBECONFIG")
                .map(Access::paths)
                .orElse(List.of(around.home().resolve(".kube").resolve("config")))
                .stream()
                .filter(Files::isRegularFile)
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(Kubeconfig.ofFiles(files)).filter(found -> !found.isEmpty());
    }

    private static List<Path> paths(String list) {
        return Arrays.stream(list.split(Pattern.quote(java.io.File.pathSeparator), -1))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static Access ofKubeconfig(Kubeconfig kubeconfig, ClusterOptions options) {
        String context = kubeconfig.context(options.context());
        if (kubeconfig.text(context, "cluster", "server").isEmpty()) {
            throw kubeconfig.unfit("context '" + context + "' leads to no cluster with a server");
        }
        Config config = parse(kubeconfig, context);
        kubeconfig.text(context, "user", "tokenFile").map(Path::of).ifPresent(file -> useTokenOf(file, config));
        impersonate(kubeconfig, context, config);
        String namespace = options.namespace()
                .or(() -> kubeconfig.text(context, "context", "namespace"))
                .orElse("default");
        return new Access(config, namespace, kubeconfig.text(context, "context", "user"), Optional.of(context));
    }

    private static Config parse(Kubeconfig kubeconfig, String context) {
        String json = kubeconfig.json(context);
        try {
            return Config.fromKubeconfig(json);
        } catch (RuntimeException mistake) {
            // Its message may quote the kubeconfig.
            throw kubeconfig.unfit("context '" + context + "' has a field of another form than expected");
        }
    }

    private static void impersonate(Kubeconfig kubeconfig, String context, Config config) {
        kubeconfig.text(context, "user", "as").ifPresent(config::setImpersonateUsername);
        config.setImpersonateGroups(
                kubeconfig.texts(context, "user", "as-groups").toArray(String[]::new));
    }

    private static Access ofServiceAccount(ClusterOptions options, Surroundings around) {
        Path token = around.serviceAccount().resolve("token");
        Optional<String> host = around.variable("KUBERNETES_SERVICE_HOST");
        Optional<String> port = around.variable("KUBERNETES_SERVICE_PORT");
        if (host.isEmpty() || port.isEmpty() || !Files.isRegularFile(token)) {
            throw new ClusterException(
                    Reason.UNCONFIGURED,
                    "no cluster to talk to: there is no --kubeconfig, no file of $KUBECONFIG, no "
                            + around.home().resolve(".kube").resolve("config")
                            + ", and this process does not run in a pod with a service account");
        }
        Config config = Config.empty();
        config.setMasterUrl(
                "https://" + (host.get().contains(":") ? "[" + host.get() + "]" : host.get()) + ":" + port.get() + "/");
        config.setCaCertFile(around.serviceAccount().resolve("ca.crt").toString());
        useTokenOf(token, config);
        String namespace = options.namespace()
                .or(() -> firstLine(around.serviceAccount().resolve("namespace")))
                .orElse("default");
        return new Access(config, namespace, Optional.empty(), Optional.empty());
    }

    /** The file is read for each request, for a kubelet changes it now and then. */
    private static void useTokenOf(Path file, Config config) {
        config.setAutoOAuthToken(null);
        config.setOauthTokenProvider(() -> firstLine(file).orElse(""));
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, duration.toMillis()));
    }

    @Override
    public String toString() {
        return "Access[namespace=" + namespace + ", user=" + user + "]";
    }
}
