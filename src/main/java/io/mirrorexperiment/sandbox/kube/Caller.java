package io.mirrorexperiment.sandbox.kube;

import java.util.List;

/** Who asks. */
record Caller(String user, List<String> groups) {
    static final Caller ANONYMOUS = new Caller("system:anonymous", List.of("system:unauthenticated"));
    static final Caller ADMIN = new Caller("sandbox-admin", List.of("system:masters", "system:authenticated"));

    static Caller serviceAccount(String namespace, String name) {
        return new Caller(
                "system:serviceaccount:" + namespace + ":" + name,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"));
    }

    boolean isAlmighty() {
        return groups.contains("system:masters");
    }
}
