package io.mirrorexperiment.real;

import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;

/**
 * A namespace of its own on some API server, with everything in it gone at the end: where a contract is held to, on the
 * sandbox as on the real thing. Not thread-safe.
 */
public interface Ground extends AutoCloseable {
    /** An administrator's kubeconfig, whose namespace is {@link #namespace()}. */
    String kubeconfig();

    /** The namespace. */
    String namespace();

    /** Creates or updates objects, as a user does; those without a namespace go to {@link #namespace()}. */
    void apply(String yaml);

    /** The kubeconfig of a service account of the namespace, which is made unless it is there; it may what its roles say. */
    String kubeconfigFor(String serviceAccount);

    @Override
    void close();

    /** On the API server of the test bed; aborts the test where there is none. */
    static Ground real() {
        return RealGround.on(Bed.up().with("api"));
    }

    /** On an API server of the sandbox, started for this. */
    static Ground sandbox(KubeOptions options) {
        return new SandboxGround(KubeApi.start(options));
    }
}
