package io.mirrorexperiment.real;

import io.mirrorexperiment.sandbox.kube.KubeApi;

/** The default namespace of a sandbox of its own. */
public final class SandboxGround implements Ground {
    private final KubeApi api;

    SandboxGround(KubeApi api) {
        this.api = api;
    }

    /** The sandbox, for what no user of a cluster could do. */
    public KubeApi api() {
        return api;
    }

    @Override
    public String kubeconfig() {
        return api.kubeconfig();
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public void apply(String yaml) {
        api.apply(yaml);
    }

    @Override
    public String kubeconfigFor(String serviceAccount) {
        return api.kubeconfigFor(namespace(), serviceAccount);
    }

    @Override
    public void close() {
        api.close();
    }
}
