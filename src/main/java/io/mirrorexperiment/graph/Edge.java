package io.mirrorexperiment.graph;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Traffic from one workload to another through a service.
 *
 * @param source who calls
 * @param service what it called
 * @param destination who answered; {@linkplain Peer#UNKNOWN unknown} where no workload was reached
 * @param protocol as telemetry says it: {@code http}, {@code grpc}, {@code tcp}
 * @param atSource what the caller's proxy counted
 * @param atDestination what the proxy of whoever answered counted
 * @param atWaypoint what a waypoint between them counted
 * @param copying the mirror behind it, if one is known
 */
public record Edge(
        Peer source,
        Service service,
        Peer destination,
        String protocol,
        Optional<Flow> atSource,
        Optional<Flow> atDestination,
        Optional<Flow> atWaypoint,
        Optional<Copying> copying) {
    /** The protocol of opaque connections. */
    public static final String TCP = "tcp";

    /** What the reporters say, those that say anything. */
    public Stream<Flow> flows() {
        return Stream.of(atSource, atDestination, atWaypoint).flatMap(Optional::stream);
    }

    /** What the caller lived to see, else what the destination did. */
    public Optional<Flow> felt() {
        return flows().findFirst();
    }

    /** Requests per second, by whoever counted most. */
    public double rate() {
        return flows().mapToDouble(Flow::requests).max().orElse(0);
    }

    /** Bytes per second in both directions, by whoever counted most. */
    public double bytes() {
        return flows().flatMap(flow -> flow.bytes().stream())
                .mapToDouble(bytes -> bytes.sent() + bytes.received())
                .max()
                .orElse(0);
    }

    /** Share of the requests that failed, by whoever saw more fail. */
    public double errorShare() {
        return flows().mapToDouble(Flow::errorShare).max().orElse(0);
    }

    /** Whether it is made of opaque connections. */
    public boolean isTcp() {
        return protocol.equals(TCP);
    }

    /** Whether nothing but copies goes over it. */
    public boolean isMirrored() {
        return copying.filter(Copying::only).isPresent();
    }

    Edge copied(Copying by) {
        return new Edge(source, service, destination, protocol, atSource, atDestination, atWaypoint, Optional.of(by));
    }
}
