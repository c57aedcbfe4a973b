package io.mirrorexperiment.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** Makes the relative paths in one kubeconfig file absolute, as client-go does. */
final class KubeconfigPaths {
    private static final List<String> OF_CLUSTER = List.of("certificate-authority");
    private static final List<String> OF_USER = List.of("client-certificate", "client-key", "tokenFile");

    private KubeconfigPaths() {}

    static void resolve(ObjectNode kubeconfig, Path folder) {
        kubeconfig.path("clusters").forEach(entry -> resolve(entry.path("cluster"), OF_CLUSTER, folder));
        kubeconfig.path("users").forEach(entry -> {
            resolve(entry.path("user"), OF_USER, folder);
            resolveCommand(entry.path("user").path("exec"), folder);
        });
    }

    private static void resolve(JsonNode section, List<String> keys, Path folder) {
        for (String key : keys) {
            String path = section.path(key).asText("");
            if (!path.isEmpty() && section instanceof ObjectNode object) {
                object.put(key, folder.resolve(path).toString());
            }
        }
    }

    /** A bare command is looked up in PATH; one with a separator is relative to the file. */
    private static void resolveCommand(JsonNode exec, Path folder) {
        String command = exec.path("command").asText("");
        if (command.contains("/") && exec instanceof ObjectNode object) {
            object.put("command", folder.resolve(command).normalize().toString());
        }
    }
}
