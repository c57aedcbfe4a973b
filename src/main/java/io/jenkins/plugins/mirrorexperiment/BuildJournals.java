package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The journals of one build: a folder for each step that began a run, below the build's own. A step finds its run again by its folder,
 * whatever it knew when the controller died.
 *
 * @param root the folder of all of them, which need not exist
 */
record BuildJournals(Path root) {
    /**
     * One journal and where it is.
     *
     * @param place the folder of its step
     * @param defaults what the spec left to defaults, in words
     */
    record Kept(String place, Journal journal, List<String> defaults) {
        /** Copies. */
        Kept {
            defaults = List.copyOf(defaults);
        }
    }

    /**
     * One that can't be read.
     *
     * @param run its id; empty if not even that is known
     * @param because why, without any path of the controller
     */
    record Unreadable(String run, String because) {}

    /**
     * What is in the folder.
     *
     * @param kept what can be read, oldest first
     * @param unreadable what can't
     */
    record Found(List<Kept> kept, List<Unreadable> unreadable) {}

    /** Of the build whose folder this is. */
    static BuildJournals in(Path build) {
        return new BuildJournals(build.resolve("mirror-experiment"));
    }

    /** The store of one step. */
    FileStore store(String place) {
        return new FileStore(root.resolve(place));
    }

    /** Where files of a step are kept that its spec names. */
    Path files(String place) {
        return root.resolve(place).resolve("files");
    }

    /** Keeps what the spec of a step left to defaults; the journal does not hold it. */
    void keepDefaults(String place, List<String> defaults) throws IOException {
        Files.createDirectories(root.resolve(place));
        Files.write(defaultsFile(place), defaults);
    }

    private List<String> defaults(String place) {
        try {
            return Files.readAllLines(defaultsFile(place));
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path defaultsFile(String place) {
        return root.resolve(place).resolve("defaults.txt");
    }

    /** The run that a step began; empty if it had not come to that. */
    Optional<RunId> begun(String place) {
        return store(place).runs().stream().max(Comparator.comparingLong(RunId::generation));
    }

    /** All journals that can be read, oldest first. */
    List<Kept> all() {
        return found().kept();
    }

    /** All journals; one that can't be read hides no other. */
    Found found() {
        List<Kept> kept = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        try {
            for (String place : places()) {
                read(place, kept, unreadable);
            }
        } catch (UncheckedIOException e) {
            unreadable.add(new Unreadable("", clean(e)));
        }
        kept.sort(Comparator.comparing(BuildJournals::begun));
        return new Found(List.copyOf(kept), List.copyOf(unreadable));
    }

    private void read(String place, List<Kept> kept, List<Unreadable> unreadable) {
        String name = "";
        try {
            Optional<RunId> run = begun(place);
            name = run.map(RunId::toString).orElse("");
            run.flatMap(store(place)::load).ifPresent(journal -> kept.add(new Kept(place, journal, defaults(place))));
        } catch (StoreException e) {
            unreadable.add(new Unreadable(name, clean(e)));
        }
    }

    private static Instant begun(Kept kept) {
        List<Entry> entries = kept.journal().entries();
        return entries.isEmpty() ? Instant.MAX : entries.get(0).at();
    }

    /** Whoever reads a build's page need not learn where the controller keeps its files. */
    private String clean(RuntimeException trouble) {
        return String.valueOf(trouble.getMessage())
                .replace(root + root.getFileSystem().getSeparator(), "");
    }

    /** The journal of a run. */
    Optional<Kept> find(RunId run) {
        return all().stream().filter(kept -> kept.journal().id().equals(run)).findFirst();
    }

    private List<String> places() {
        try (Stream<Path> folders = Files.list(root)) {
            return new ArrayList<>(folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList());
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
