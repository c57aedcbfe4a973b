package io.mirrorexperiment.graph;

/**
 * One end of an edge: a workload as telemetry names it. What is not known is empty.
 *
 * @param cluster of a mesh of several; empty where there is one
 * @param namespace of the workload
 * @param workload name of the Deployment or the like
 * @param app what it belongs to
 * @param version of the app
 */
public record Peer(String cluster, String namespace, String workload, String app, String version) {
    /** Somebody without a proxy, or a destination that was never chosen. */
    public static final Peer UNKNOWN = new Peer("", "", "", "", "");

    /** Every caller together. */
    public static final Peer EVERYBODY = new Peer("", "", "*", "", "");

    /** Whether nobody knows who it is. */
    public boolean isUnknown() {
        return workload.isEmpty();
    }

    /** Its name, or {@code unknown}. */
    public String name() {
        if (equals(EVERYBODY)) {
            return "all callers";
        }
        return isUnknown() ? "unknown" : workload;
    }

    /** Name and whereabouts, as in {@code travels-v1 in travel-agency}. */
    public String words() {
        return name() + (namespace.isEmpty() ? "" : " in " + namespace) + (cluster.isEmpty() ? "" : " of " + cluster);
    }
}
