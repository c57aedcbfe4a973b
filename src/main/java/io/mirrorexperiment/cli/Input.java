package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.Mistake;
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
     * Its bytes, or one more than the most that are wanted.
     *
     * @param standard standard input
     * @param most bytes that are wanted
     * @throws Refusal if there is no such file, or it cannot be read
     */
    byte[] bytes(InputStream standard, int most) {
        try {
            return file.equals(STANDARD) ? standard.readNBytes(most + 1) : read(Path.of(file), most);
        } catch (NoSuchFileException e) {
            throw Refusal.usage("there is no file " + file);
        } catch (IOException e) {
            throw Refusal.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    /** A mistake in it, with its place. */
    String words(Mistake mistake) {
        String path = mistake.path().isEmpty() ? "" : mistake.path() + ": ";
        return file + ":" + mistake.line() + ":" + mistake.column() + ": " + path + mistake.message();
    }

    private static byte[] read(Path path, int most) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most + 1);
        }
    }
}
