package io.jenkins.plugins.mirrorexperiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The runs of this controller that have begun and not ended, one small file each, outside the builds: a build that is deleted takes its
 * journal along, but not what must be undone. Thread-safe.
 */
final class Register {
    private static final Logger LOG = Logger.getLogger(Register.class.getName());
    private static final String END = ".json";

    private final Path folder;

    /** The folder is made with the first file. */
    Register(Path folder) {
        this.folder = folder;
    }

    /** Writes a run down, durably enough to outlive the process. */
    void add(Ongoing ongoing) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve("." + ongoing.place() + ".new");
        Files.writeString(fresh, ongoing.text());
        Files.move(fresh, file(ongoing), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Strikes a run that has ended. */
    void remove(Ongoing ongoing) {
        try {
            Files.deleteIfExists(file(ongoing));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All runs; files that can't be read are said in the log and left. */
    List<Ongoing> all() {
        List<Ongoing> all = new ArrayList<>();
        for (Path file : files()) {
            try {
                all.add(Ongoing.read(Files.readString(file, StandardCharsets.UTF_8)));
            } catch (NoSuchFileException e) {
                LOG.log(Level.FINE, "{0} has ended meanwhile", file);
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(
                        Level.WARNING,
                        file + " can't be read; if its run is over, as `mirror-experiment list` says, delete the file",
                        e);
            }
        }
        return all;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(END))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Ongoing ongoing) {
        return folder.resolve(ongoing.place() + END);
    }
}
