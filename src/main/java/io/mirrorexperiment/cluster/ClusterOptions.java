package io.mirrorexperiment.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * Which cluster to talk to, and how; empty values mean what they mean for kubectl.
 *
 * @param kubeconfigPath as kubectl's {@code --kubeconfig}: this file only
 * @param context as kubectl's {@code --context}
 * @param namespace as kubectl's {@code --namespace}
 * @param requestTimeout how long one request may take, from the first to the last byte
 * @param kubeconfigText the text of a kubeconfig, used instead of any file; a secret
 */
public record ClusterOptions(
        Optional<String> kubeconfigPath,
        Optional<String> context,
        Optional<String> namespace,
        Duration requestTimeout,
        Optional<String> kubeconfigText) {
    /** How long a request may take if nobody says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Checks that the timeout is positive and that not both a file and a text are given. */
    public ClusterOptions {
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("the request timeout must be positive, not " + requestTimeout);
        }
        if (kubeconfigPath.isPresent() && kubeconfigText.isPresent()) {
            throw new IllegalArgumentException("give a kubeconfig's path or its text, not both");
        }
    }

    /** What the command line gives. */
    public ClusterOptions(
            Optional<String> kubeconfigPath,
            Optional<String> context,
            Optional<String> namespace,
            Duration requestTimeout) {
        this(kubeconfigPath, context, namespace, requestTimeout, Optional.empty());
    }

    /** As kubectl without any flag. */
    public static ClusterOptions defaults() {
        return new ClusterOptions(Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_TIMEOUT);
    }

    /** For hosts and tests that hold a kubeconfig as text; paths in it are relative to the working directory. */
    public static ClusterOptions fromKubeconfigText(String text) {
        return new ClusterOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_TIMEOUT, Optional.of(text));
    }

    /** The same with another context. */
    public ClusterOptions withContext(String name) {
        return new ClusterOptions(kubeconfigPath, Optional.of(name), namespace, requestTimeout, kubeconfigText);
    }

    /** The same with another namespace. */
    public ClusterOptions withNamespace(String name) {
        return new ClusterOptions(kubeconfigPath, context, Optional.of(name), requestTimeout, kubeconfigText);
    }

    /** The same with another request timeout. */
    public ClusterOptions withRequestTimeout(Duration timeout) {
        return new ClusterOptions(kubeconfigPath, context, namespace, timeout, kubeconfigText);
    }

    /** Without the kubeconfig's text, which is a secret. */
    @Override
    public String toString() {
        return "ClusterOptions[kubeconfigPath=" + kubeconfigPath + ", context=" + context + ", namespace=" + namespace
                + ", requestTimeout=" + requestTimeout + (kubeconfigText.isPresent() ? ", kubeconfig as text" : "")
                + "]";
    }
}
