package io.mirrorexperiment.traffic.scenario;

import java.util.List;
import java.util.Optional;

/**
 * Names by which the service is called from outside the mesh.
 *
 * @param hosts the names
 * @param gateway namespace and name of the Gateway that takes their requests, as in {@code web/edge}; empty for one that is there for
 *     them, or else one of ours
 */
public record Exposure(List<String> hosts, Optional<String> gateway) {
    /** Copies and checks. */
    public Exposure {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a service is made known outside by a host");
        }
        for (String host : hosts) {
            if (!host.matches("(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+")) {
                throw new IllegalArgumentException("'" + host + "' is no full host name, as in shop.example.com");
            }
        }
        if (gateway.isPresent() && !gateway.get().matches("[a-z0-9][-a-z0-9]*/[a-z0-9][-.a-z0-9]*")) {
            throw new IllegalArgumentException("a gateway is named with its namespace, as in web/edge");
        }
    }
}
