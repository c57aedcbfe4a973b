package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.SpecFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A text that a command is given.
 *
 * @param file its path; {@value #STANDARD} is standard input
 */
record Input(String file) {
    static final String STANDARD = "-";

    /**
     * Its bytes, no more than a little over what is read of a text at all.
     *
     * @throws Refusal if there is no such file, or it cannot be read
     */
    byte[] bytes(InputStream standard) {
        try {
            return file.equals(STANDARD) ? beginning(standard) : read(Path.of(file));
        } catch (NoSuchFileException e) {
            throw Refusal.usage("there is no file " + file);
        } catch (IOException e) {
            throw Refusal.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return beginning(in);
        }
    }

    private static byte[] beginning(InputStream in) throws IOException {
        return in.readNBytes(SpecFiles.LONGEST + 1);
    }
}
