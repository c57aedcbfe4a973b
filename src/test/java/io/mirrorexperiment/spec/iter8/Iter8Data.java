package io.mirrorexperiment.spec.iter8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Iter8's own files, which are not ours to ship: they lie in {@code shared/data/iter8} beside the checkout where we work and where CI runs.
 * Elsewhere the tests that want them are skipped, with that reason; where there is a folder {@code shared}, they must be there.
 */
public final class Iter8Data {
    private static final Path SHARED = Path.of("..", "shared");
    private static final Path ROOT = SHARED.resolve("data").resolve("iter8");

    private Iter8Data() {}

    /** One of the files or folders. */
    public static Path path(String name) {
        assumeTrue(Files.exists(SHARED), "there is no folder shared beside the checkout, with Iter8's files in it");
        assertThat(ROOT.resolve(name)).exists();
        return ROOT.resolve(name);
    }

    /** All files in a folder whose names end so; never none. */
    public static List<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(path(folder))) {
            List<Path> files = all.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            assertThat(files).as("files " + ending + " in " + folder).isNotEmpty();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
