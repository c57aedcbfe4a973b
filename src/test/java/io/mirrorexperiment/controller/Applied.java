package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Objects as an API server has them after somebody applied them. */
final class Applied {
    private static final String OWN_SPEC = """
            service: reviews
            live: {version: v1}
            dark: {version: v2, image: "example/reviews:2.0"}
            metrics: {prometheus: {url: "http://prometheus.istio-system:9090"}}
            objectives:
            - {metric: error-rate, upperLimit: 0.01}
            - {metric: latency-p95, upperLimit: 100}
            duration: {interval: 10s, iterations: 3}
            decision: {rule: point}
            """;

    private Applied() {}

    static Manifest text(String text) {
        try {
            List<Manifest> read = ManifestText.read(text);
            return read.get(0)
                    .with("default", "metadata", "namespace")
                    .with(Told.CAME.toString(), "metadata", "creationTimestamp")
                    .with(1, "metadata", "generation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifest own(String name, String... more) {
        return text("apiVersion: mirror-experiment.io/v1\nkind: MirrorExperiment\nmetadata: {name: " + name + "}\nspec:\n"
                + indented(OWN_SPEC, 2) + indented(String.join("\n", more), 2));
    }

    static Manifest template(String name) {
        return own(name, "suspend: true");
    }

    /** A CustomRun that names an object of ours. */
    static Manifest naming(String template, String... more) {
        return text("apiVersion: tekton.dev/v1beta1\nkind: CustomRun\nmetadata: {name: release-7-try}\nspec:\n"
                + "  customRef: {apiVersion: mirror-experiment.io/v1, kind: MirrorExperiment, name: " + template + "}\n"
                + "  serviceAccountName: default\n"
                + indented(String.join("\n", more), 2));
    }

    /** A CustomRun that holds a spec. */
    static Manifest holding(String... more) {
        return text("apiVersion: tekton.dev/v1beta1\nkind: CustomRun\nmetadata: {name: release-7-try}\nspec:\n"
                + "  customSpec:\n    apiVersion: mirror-experiment.io/v1\n    kind: MirrorExperiment\n    spec:\n"
                + indented(OWN_SPEC, 6) + indented(String.join("\n", more), 2));
    }

    /** Finds these. */
    static Beside beside(Manifest... objects) {
        return address -> List.of(objects).stream()
                .filter(object -> object.address().equals(address))
                .findFirst();
    }

    private static String indented(String text, int by) {
        return text.isEmpty() ? "" : text.indent(by);
    }
}
