package io.mirrorexperiment.real;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A namespace on the test bed's API server. What a test puts beside the namespace it must take away itself. */
final class RealGround implements Ground {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bed bed;
    private final String namespace;

    private RealGround(Bed bed, String namespace) {
        this.bed = bed;
        this.namespace = namespace;
    }

    static RealGround on(Bed bed) {
        String name = "ground-" + UUID.randomUUID().toString().substring(0, 8);
        bed.kubectl("create", "namespace", name);
        return new RealGround(bed, name);
    }

    @Override
    public String kubeconfig() {
        return kubeconfig(flat(bed)).toString();
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public void apply(String yaml) {
        try {
            Path file = Files.createTempFile("ground", ".yaml");
            try {
                Files.writeString(file, yaml);
                bed.kubectl("-n", namespace, "apply", "--server-side", "--force-conflicts", "-f", file.toString());
                if (yaml.contains("kind: CustomResourceDefinition")) {
                    bed.kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", file.toString());
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String kubeconfigFor(String serviceAccount) {
        apply("{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s}}".formatted(serviceAccount));
        String token =
                bed.kubectl("-n", namespace, "create", "token", serviceAccount).strip();
        ObjectNode config = kubeconfig(flat(bed));
        ((ObjectNode) config.at("/users/0")).putObject("user").put("token", token);
        return config.toString();
    }

    private ObjectNode kubeconfig(ObjectNode config) {
        ((ObjectNode) config.at("/contexts/0/context")).put("namespace", namespace);
        return config;
    }

    /** With the text of every certificate in place of its path. */
    private static ObjectNode flat(Bed bed) {
        try {
            return (ObjectNode)
                    JSON.readTree(bed.kubectl("config", "view", "--raw", "--flatten", "--minify", "-o", "json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest is the namespace controller's work, which nobody waits for. */
    @Override
    public void close() {
        bed.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
    }
}
