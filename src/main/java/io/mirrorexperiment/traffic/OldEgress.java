package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An EgressRule.
 *
 * @param manifest as it was read
 */
record OldEgress(Manifest manifest) {
    private static final String HTTPS = "HTTPS";

    OldService destination() {
        return OldService.of(manifest.map("spec").getOrDefault("destination", ""), manifest.namespace());
    }

    private List<Map<String, Object>> ports() {
        return manifest.maps("spec", "ports");
    }

    private static String protocol(Map<String, Object> port) {
        return Fields.text(port, "protocol").orElse("HTTP").toUpperCase(Locale.ROOT);
    }

    private boolean isAddress() {
        return destination().name().matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?|.*:.*");
    }

    /** The spec of a ServiceEntry; empty if the rule is left out, which is then said. */
    Optional<Map<String, Object>> today(OldLosses losses) {
        if (Boolean.TRUE.equals(manifest.map("spec").get("useEgressProxy"))) {
            losses.lost(
                    manifest,
                    "spec.useEgressProxy is left out: requests go out directly; a Gateway and a VirtualService lead them through"
                            + " an egress gateway");
        }
        if (ports().isEmpty()) {
            return losses.losing(manifest, "is left out as a whole: it names no ports");
        }
        if (isAddress()) {
            return address(losses);
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("hosts", List.of(destination().name()));
        entry.put("location", "MESH_EXTERNAL");
        entry.put("ports", ports().stream().map(OldEgress::port).toList());
        entry.put("resolution", destination().name().contains("*") ? "NONE" : "DNS");
        return Optional.of(entry);
    }

    private Optional<Map<String, Object>> address(OldLosses losses) {
        if (!ports().stream().allMatch(port -> protocol(port).equals("TCP"))) {
            return losses.losing(
                    manifest,
                    "is left out as a whole: an address with another protocol than TCP has no host by which requests could be"
                            + " told; write a ServiceEntry for the name that clients use");
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("hosts", List.of(manifest.name() + ".egress"));
        entry.put("addresses", List.of(destination().name()));
        entry.put("location", "MESH_EXTERNAL");
        entry.put("ports", ports().stream().map(OldEgress::port).toList());
        entry.put("resolution", "NONE");
        return Optional.of(entry);
    }

    /** The sidecar made HTTPS of plain requests; today that is a port of HTTP, and a policy that has TLS. */
    private static Map<String, Object> port(Map<String, Object> port) {
        String protocol = protocol(port).equals(HTTPS) ? "HTTP" : protocol(port);
        Map<String, Object> today = new LinkedHashMap<>();
        today.put("number", number(port));
        today.put("name", protocol.toLowerCase(Locale.ROOT) + "-" + number(port));
        today.put("protocol", protocol);
        return today;
    }

    private static Number number(Map<String, Object> port) {
        return Fields.number(port, "port").orElse(80);
    }

    /** Policies of ports that the sidecar wraps in TLS; none where there are none. */
    List<Map<String, Object>> encrypted() {
        return ports().stream()
                .filter(port -> protocol(port).equals(HTTPS))
                .map(OldEgress::encrypted)
                .toList();
    }

    private static Map<String, Object> encrypted(Map<String, Object> port) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("port", Map.of("number", number(port)));
        policy.put("tls", Map.of("mode", "SIMPLE"));
        return policy;
    }
}
