package io.mirrorexperiment.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that a spec names, such as {@code spec.dark.manifest}. */
@FunctionalInterface
public interface SpecFiles {
    /** Bytes that are read at most; a text that is longer is refused. */
    int LONGEST = 1 << 20;

    /**
     * Reads one file.
     *
     * @param path as the spec has it
     * @return its bytes; those beyond {@link #LONGEST} + 1 may be left out
     * @throws IOException with a message that goes on from "can't be read: "
     */
    byte[] read(String path) throws IOException;

    /** Resolves paths against the folder of the spec. */
    static SpecFiles in(Path folder) {
        return path -> {
            Path file = folder.resolve(path);
            try (InputStream bytes = Files.newInputStream(file)) {
                return bytes.readNBytes(LONGEST + 1);
            } catch (NoSuchFileException e) {
                throw new IOException("there is no file " + file, e);
            }
        };
    }

    /** For a place that has no files. */
    static SpecFiles none() {
        return path -> {
            throw new IOException("a spec that is read here has no files beside it");
        };
    }
}
