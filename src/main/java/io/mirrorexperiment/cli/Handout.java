package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.run.Commit;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What a run hands out for somebody to commit: each commit is printed once, and written as files where a folder is given. */
final class Handout {
    @Option(
            names = "--gitops-dir",
            paramLabel = "FOLDER",
            description =
                    "with --gitops print: also write what has to be committed into a folder, in one folder for each"
                            + " stage and one file for each object")
    Optional<Path> folder = Optional.empty();

    private Optional<Commit> shown = Optional.empty();

    /** Hands out what the run waits for, unless that was done. */
    void show(Standing standing, Consumer<String> out) {
        standing.commit().filter(commit -> !shown.equals(Optional.of(commit))).ifPresent(commit -> {
            shown = Optional.of(commit);
            give(commit, out);
        });
    }

    /** Hands out what is left when a run has ended. */
    void left(Run run, Consumer<String> out) {
        try {
            run.left().forEach(commit -> give(commit, out));
        } catch (ClusterException e) {
            out.accept("what is left to commit is not known: " + e.getMessage());
        }
    }

    /** Hands one out. */
    void give(Commit commit, Consumer<String> out) {
        folder.ifPresent(place -> write(place.resolve(commit.stage().word()), commit.files()));
        commit.text().lines().forEach(out);
        folder.ifPresent(
                place -> out.accept("# in " + place.resolve(commit.stage().word())));
    }

    /** A file is there whole or not at all: somebody may watch the folder. */
    private static void write(Path stage, Map<String, String> files) {
        try {
            Files.createDirectories(stage);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path fresh = stage.resolveSibling("." + stage.getFileName() + "." + file.getKey());
                Files.writeString(fresh, file.getValue());
                Files.move(
                        fresh,
                        stage.resolve(file.getKey()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw Refusal.usage("--gitops-dir: " + stage + " cannot be written: " + e.getMessage());
        }
    }
}
