package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers beside the journals of this machine where each run's spec was, since a spec names files relative to itself. */
final class SpecFolders {
    private SpecFolders() {}

    static void remember(Path journals, RunId run, Path folder) {
        try {
            Files.createDirectories(journals);
            Files.writeString(note(journals, run), folder.toAbsolutePath().toString());
        } catch (IOException e) {
            throw Refusal.nothingChanged("cannot write to " + journals + ": " + e.getMessage());
        }
    }

    /** Empty if it was not begun here. */
    static Optional<Path> recall(Path journals, RunId run) {
        try {
            Path note = note(journals, run);
            return Files.exists(note) ? Optional.of(Path.of(Files.readString(note))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path note(Path journals, RunId run) {
        return journals.resolve(run + ".folder");
    }
}
