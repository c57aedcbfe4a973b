package io.mirrorexperiment.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's folder with kubeconfig, spec and journals; only its owner may look into it. */
record DemoFolder(Path path) {
    static DemoFolder create() {
        try {
            return new DemoFolder(Files.createTempDirectory("mirror-experiment-demo-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    Path kubeconfig() {
        return path.resolve("kubeconfig");
    }

    Path spec() {
        return path.resolve("reviews-v2.yaml");
    }

    Path journals() {
        return path.resolve("journals");
    }

    void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inside) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be removed", e);
        }
    }
}
