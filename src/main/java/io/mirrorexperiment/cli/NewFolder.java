package io.mirrorexperiment.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that is written once: what lay in it before would be somebody's work. */
final class NewFolder {
    private NewFolder() {}

    /** @throws Refusal if it cannot be written, or something is in it */
    static void write(Path folder, Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> there = Files.list(folder)) {
                if (there.findAny().isPresent()) {
                    throw Refusal.usage(folder + " is not empty; name another folder");
                }
            }
        } catch (IOException e) {
            throw Refusal.usage(folder + " cannot be written: " + e.getMessage());
        }
        files.forEach((file, text) -> NewFile.write(folder.resolve(file), text, false));
    }
}
