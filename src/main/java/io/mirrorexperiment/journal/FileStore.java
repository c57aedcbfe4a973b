package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Journals as files {@code <run>.json} of one folder. A save is written beside the old file, forced to the disk and put in its
 * place in one step, under a lock that other processes and other class loaders of this one wait for. The lock is an empty file {@code .<run>.lock}, which stays.
 */
public final class FileStore implements JournalStore {
    private static final String END = ".json";

    /**
     * Locks of the operating system are held by the process: threads of one process need a lock of their own. A literal is the same
     * object for all class loaders of the process (JLS 3.10.5), of which a host of plugins has several.
     */
    private static final Object THREADS = "the files of mirror-experiment's journals";

    private final Path folder;

    /** The folder is made at the first save. */
    public FileStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Journal> load(RunId run) {
        Path file = file(run);
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return Optional.of(JournalText.read(text, run, file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException(file + " cannot be read: " + e, e);
        }
    }

    @Override
    public boolean save(Journal journal) {
        return locked(journal.id(), () -> {
            Optional<Journal> stored = load(journal.id());
            boolean continues = stored.map(journal::continues).orElse(true);
            if (continues) {
                write(file(journal.id()), JournalText.write(journal));
            }
            return continues;
        });
    }

    @Override
    public List<RunId> runs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(END))
                    .flatMap(name -> RunId.parse(name.substring(0, name.length() - END.length())).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException(folder + " cannot be listed: " + e, e);
        }
    }

    @Override
    public String place() {
        return "files in " + folder;
    }

    private boolean locked(RunId run, Supplier<Boolean> work) {
        synchronized (THREADS) {
            Path lock = folder.resolve("." + run + ".lock");
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var held = channel.lock()) {
                    return held.isValid() && work.get();
                }
            } catch (OverlappingFileLockException e) {
                throw new StoreException(lock + " is held by another part of this process; try again", e);
            } catch (IOException | UncheckedIOException e) {
                throw new StoreException("a journal cannot be kept in " + folder + ": " + e, e);
            }
        }
    }

    private void write(Path file, String text) {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The new name, too, is on the disk only when the folder is. */
    private void forceFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path file(RunId run) {
        return folder.resolve(run + END);
    }
}
