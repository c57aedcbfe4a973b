package io.mirrorexperiment.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of an experiment, in Iter8's word. */
final class Iter8RunDir {
    @Option(
            names = "--runDir",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "where the experiment's files are, or are written")
    Path folder = Path.of(".");

    /** What is kept there. */
    Iter8Folder store() {
        return new Iter8Folder(folder);
    }

    /** The folder's name. */
    String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }
}
