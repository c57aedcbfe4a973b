package io.mirrorexperiment.sandbox.mesh;

import java.util.Map;

/**
 * Where in the mesh a request is routed.
 *
 * @param sidecar whether the proxy is a sidecar, Istio's gateway {@code mesh}, or else an ingress gateway
 * @param port what the client aimed at, or the gateway's listener
 * @param namespace the proxy's
 * @param labels the proxy's
 */
record Origin(boolean sidecar, int port, String namespace, Map<String, String> labels) {
    static final String MESH = "mesh";

    Origin at(int other) {
        return new Origin(sidecar, other, namespace, labels);
    }
}
