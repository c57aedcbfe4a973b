package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;

/** Objects as a cluster would have them. */
final class Cluster {
    static final Manifest SERVICE = Yaml.manifest("""
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: default}
            spec: {selector: {app: reviews}}
            """);

    private Cluster() {}

    /** @param podLabels as in {@code app: reviews, version: v1} */
    static Manifest deployment(String name, String podLabels, String image) {
        return Yaml.manifest("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: default, generation: 2}
                spec:
                  replicas: 2
                  selector: {matchLabels: {%s}}
                  template:
                    metadata: {labels: {%s}}
                    spec: {containers: [{name: reviews, image: "%s"}]}
                """.formatted(name, podLabels, podLabels, image));
    }

    /** @param status as in {@code observedGeneration: 2, replicas: 2} */
    static Manifest withStatus(Manifest deployment, String status) {
        return deployment.with(Yaml.map("{" + status + "}"), "status");
    }

    /**
     * A pod of the Deployment {@code reviews-v2}.
     *
     * @param containerStatus of its container, as a flow mapping without braces
     */
    static Manifest pod(String name, boolean ready, String containerStatus) {
        return Yaml.manifest("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: default
                  labels: {app: reviews, version: v2, pod-template-hash: 5d4f}
                  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: reviews-v2-5d4f, controller: true}]
                status:
                  conditions: [{type: Ready, status: "%s"}]
                  containerStatuses: [{name: reviews, %s}]
                """.formatted(name, ready ? "True" : "False", containerStatus));
    }
}
