package io.mirrorexperiment.experiment;

/** Where a secret is found; never the secret itself. */
public sealed interface Credential {
    /** The place, for messages. */
    String words();

    /**
     * A key of a Kubernetes Secret in the experiment's namespace.
     *
     * @param secret name of the Secret
     * @param key key in its data
     */
    record InSecret(String secret, String key) implements Credential {
        @Override
        public String words() {
            return "key " + key + " of Secret " + secret;
        }
    }

    /**
     * A file on the machine of the run.
     *
     * @param path its path
     */
    record InFile(String path) implements Credential {
        @Override
        public String words() {
            return "file " + path;
        }
    }

    /**
     * A credential that the host of the run keeps, such as a Jenkins controller.
     *
     * @param id by which the host knows it
     */
    record OfHost(String id) implements Credential {
        @Override
        public String words() {
            return "credential " + id + " of the host";
        }
    }
}
