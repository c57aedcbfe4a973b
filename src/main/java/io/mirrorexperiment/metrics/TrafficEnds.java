package io.mirrorexperiment.metrics;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Service;

/** The two ends that a sample tells of, and what lies between them. */
record TrafficEnds(Peer source, Service service, Peer destination, String protocol) {
    /** What Istio writes where it knows nothing. */
    private static final String UNKNOWN = "unknown";

    static TrafficEnds of(Sample sample, TrafficTopic topic, boolean byCaller) {
        String protocol = known(sample, "request_protocol");
        return new TrafficEnds(
                byCaller ? peer(sample, "source") : Peer.EVERYBODY,
                new Service(known(sample, "destination_service_namespace"), known(sample, "destination_service_name")),
                peer(sample, "destination"),
                topic.isTcp() ? Edge.TCP : protocol.isEmpty() ? "http" : protocol);
    }

    TrafficEnds between(Peer other, Peer another) {
        return new TrafficEnds(other, service, another, protocol);
    }

    private static Peer peer(Sample sample, String side) {
        String workload = known(sample, side + "_workload");
        return workload.isEmpty()
                ? Peer.UNKNOWN
                : new Peer(
                        known(sample, side + "_cluster"),
                        known(sample, side + "_workload_namespace"),
                        workload,
                        either(sample, side + "_app", side + "_canonical_service"),
                        either(sample, side + "_version", side + "_canonical_revision"));
    }

    private static String either(Sample sample, String first, String second) {
        String value = known(sample, first);
        return value.isEmpty() ? known(sample, second) : value;
    }

    /** Safe to show, too. */
    private static String known(Sample sample, String label) {
        String value = SampleText.shown(sample.label(label));
        return value.equals(UNKNOWN) ? "" : value;
    }
}
