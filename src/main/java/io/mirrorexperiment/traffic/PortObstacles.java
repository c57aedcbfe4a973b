package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the Service's ports say about mirroring: Istio takes the protocol from {@code appProtocol}, else from the port's name. */
final class PortObstacles {
    private static final Set<String> OPAQUE = Set.of("tcp", "tls", "https", "mysql", "mongo", "redis");

    private PortObstacles() {}

    static List<String> of(Mesh mesh) {
        List<String> protocols = protocols(mesh);
        if (!protocols.isEmpty() && OPAQUE.containsAll(protocols)) {
            return List.of("All ports of Service %s speak %s; only HTTP can be mirrored."
                    .formatted(mesh.host().service(), String.join(", ", protocols)));
        }
        if (!protocols.isEmpty() && protocols.stream().allMatch("grpc"::equals) && excludesPost(mesh)) {
            return List.of("All ports of Service %s speak gRPC, which is all POST: add POST to mirror.methods."
                    .formatted(mesh.host().service()));
        }
        return List.of();
    }

    static List<String> warnings(Mesh mesh) {
        List<String> protocols = protocols(mesh);
        if (protocols.stream().anyMatch(OPAQUE::contains)) {
            return List.of(
                    "Service %s has ports that are no HTTP; connections to them are neither mirrored nor kept away from the dark version."
                            .formatted(mesh.host().service()));
        }
        if (protocols.contains("grpc") && excludesPost(mesh)) {
            return List.of("Service %s has a gRPC port; gRPC is all POST, so nothing of it is mirrored."
                    .formatted(mesh.host().service()));
        }
        return List.of();
    }

    private static boolean excludesPost(Mesh mesh) {
        return new Methods(mesh.course().methods()).limited()
                && !mesh.course().methods().contains("POST");
    }

    private static List<String> protocols(Mesh mesh) {
        return mesh.service().stream()
                .flatMap(service -> service.maps("spec", "ports").stream())
                .filter(port -> !"UDP".equals(port.get("protocol")))
                .map(PortObstacles::protocol)
                .toList();
    }

    private static String protocol(Map<String, Object> port) {
        Optional<String> declared = Fields.text(port, "appProtocol").map(text -> text.replaceFirst(".*/", ""));
        return declared.or(() -> Fields.text(port, "name").map(name -> name.replaceFirst("-.*", "")))
                .orElse("http")
                .toLowerCase(Locale.ROOT);
    }
}
