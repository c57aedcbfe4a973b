package io.mirrorexperiment.experiment;

/** Where a secret is found; never the secret itself. */
public sealed interface Credential {
    /**
     * A key of a Kubernetes Secret in the experiment's namespace.
     *
     * @param secret name of the Secret
     * @param key key in its data
     */
    record InSecret(String secret, String key) implements Credential {}

    /**
     * A file on the machine of the run.
     *
     * @param path its path
     */
    record InFile(String path) implements Credential {}
}
