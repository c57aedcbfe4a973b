package io.mirrorexperiment.real;

import io.mirrorexperiment.sandbox.SampleApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Iter8's tutorial on mirrored traffic on the test bed: its manifests as they are, in the namespace that they name, and the definitions
 * that they need. Knative's come with the bed; Iter8's are not ours to ship, and lie beside the checkout where this project is worked on.
 */
final class Tutorial implements AutoCloseable {
    private static final Path ITER8 = Path.of("..", "shared", "data", "iter8", "etc3", "config", "crd", "bases");
    private static final List<String> MANIFESTS = List.of("experiment", "routing-rules", "service");

    private final Bed bed;
    private final Path folder;

    private Tutorial(Bed bed, Path folder) {
        this.bed = bed;
        this.folder = folder;
    }

    /** Defines what the manifests are made of, and writes them to the folder; nothing of the tutorial is applied yet. */
    static Tutorial in(Bed bed, Path folder) {
        bed.with("api").with("knative-definitions");
        if (!Files.isDirectory(ITER8)) {
            Bed.lack("iter8-crds: they are not beside this checkout, in " + ITER8);
        }
        Tutorial tutorial = new Tutorial(bed, folder);
        tutorial.define(bed.fact("knative.definitions"));
        tutorial.define(ITER8.toString());
        tutorial.write("service", SampleApp.service());
        tutorial.write("routing-rules", SampleApp.routingRules());
        tutorial.write("experiment", SampleApp.experiment());
        return tutorial;
    }

    private void define(String definitions) {
        bed.kubectl("apply", "--server-side", "--force-conflicts", "-f", definitions);
        bed.kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", definitions);
    }

    /** A file of that name in the tutorial's folder. */
    Path write(String name, String yaml) {
        try {
            return Files.writeString(file(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return folder.resolve(name + ".yaml");
    }

    /** Applies one of the manifests, which must succeed; what kubectl said. */
    String apply(String name) {
        Bed.Said said = tryToApply(name);
        said.mustSucceed();
        return said.all();
    }

    /** Applies one of the manifests, in a cluster that may refuse it. */
    Bed.Said tryToApply(String name) {
        return Bed.Said.of(
                List.of(
                        bed.program("kubectl").toString(),
                        "--kubeconfig",
                        bed.kubeconfig().toString(),
                        "apply",
                        "-f",
                        file(name).toString()),
                120);
    }

    /** The gate, with the tutorial's experiment and the bed's Prometheus. */
    GateProcess gate(String command, String... overrides) {
        List<String> words = new ArrayList<>(List.of(command, file("experiment").toString()));
        words.addAll(List.of("--set", "spec.metrics.prometheus.url=" + bed.prometheus()));
        for (String override : overrides) {
            words.addAll(List.of("--set", override));
        }
        return GateProcess.start(folder.resolve("home"), bed.kubeconfig(), words);
    }

    /** What {@code describe} says of the tutorial's experiment; it asks no cluster. */
    Bed.Said describe() {
        return describe(file("experiment"));
    }

    /** What {@code describe} says of an experiment as the cluster has it. */
    Bed.Said describe(String yaml) {
        return describe(write("stored", yaml));
    }

    private static Bed.Said describe(Path experiment) {
        List<String> words = new ArrayList<>(GateProgram.words());
        words.addAll(List.of("describe", experiment.toString()));
        return Bed.Said.of(words, 60);
    }

    /** Removes the tutorial, and waits until its revisions have gone; the definitions stay, as the bed's other ones. */
    @Override
    public void close() {
        for (String manifest : MANIFESTS) {
            bed.kubectl("delete", "--ignore-not-found", "-f", file(manifest).toString());
        }
        bed.kubectl("delete", "revisions.serving.knative.dev", "--all", "--wait", "--timeout=60s");
    }
}
