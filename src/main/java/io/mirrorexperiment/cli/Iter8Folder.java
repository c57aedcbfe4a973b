package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.StoredExperiment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** An experiment in the files of a folder, each written whole or not at all. */
final class Iter8Folder implements Iter8Store {
    private static final int LONGEST = 16 << 20;

    private final Path folder;
    private Optional<String> lastRead = Optional.empty();

    Iter8Folder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<StoredExperiment> read() {
        lastRead = file(StoredExperiment.RESULT);
        return file(StoredExperiment.EXPERIMENT)
                .map(experiment -> new StoredExperiment(experiment, file(StoredExperiment.METRICS), lastRead));
    }

    @Override
    public boolean keep(String result) {
        if (!file(StoredExperiment.RESULT).equals(lastRead)) {
            return false;
        }
        write(Map.of(StoredExperiment.RESULT, result));
        lastRead = Optional.of(result);
        return true;
    }

    /** Writes files, by name; those of the same names are replaced. */
    void write(Map<String, String> files) {
        files.forEach(this::write);
    }

    @Override
    public String place() {
        return "folder " + folder.toAbsolutePath().normalize();
    }

    private Optional<String> file(String name) {
        try {
            Path file = folder.resolve(name);
            if (Files.size(file) > LONGEST) {
                throw Refusal.usage(
                        file + " is longer than " + (LONGEST >> 20) + " MiB; that is no file of an experiment");
            }
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Refusal.usage(folder.resolve(name) + " cannot be read: " + e.getMessage());
        }
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "." + name, ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Refusal.nothingChanged(folder.resolve(name) + " cannot be written: " + e.getMessage());
        }
    }
}
