package io.mirrorexperiment.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written once: what was there before is somebody's work. */
final class NewFile {
    private static final OpenOption[] FRESH = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    private static final OpenOption[] ANY = {
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };

    private NewFile() {}

    /** @throws Refusal if something is there that must not be written over */
    static void check(Path file, boolean force) {
        if (Files.exists(file) && !force) {
            throw there(file);
        }
    }

    /** @throws Refusal if it cannot be written, or something is there that must not be written over */
    static void write(Path file, String text, boolean force) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), force ? ANY : FRESH);
        } catch (FileAlreadyExistsException e) {
            throw there(file);
        } catch (IOException e) {
            throw Refusal.usage(file + " cannot be written: " + e.getMessage());
        }
    }

    private static Refusal there(Path file) {
        return Refusal.usage(file + " is there already; --force writes over it");
    }
}
