package io.mirrorexperiment.metrics;

import io.mirrorexperiment.metrics.AccessLineReader.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An access log in a file to which somebody appends. It is read from its end backwards, as far as needed; where it was rotated not long
 * ago, the file of the same name with {@code .1} at its end is read, too.
 */
final class LogFile implements LogReader {
    private static final long FIRST_PART = 1L << 20;
    private static final long LONGEST_PART = 1L << 26;

    private final Path path;
    private final long longest;

    LogFile(Path path) {
        this(path, LONGEST_PART);
    }

    /** For tests: with another size that is read at most. */
    LogFile(Path path, long longest) {
        this.path = path;
        this.longest = longest;
    }

    @Override
    public List<Excerpt> since(Instant from) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException(path + " is no regular file, and can't be read twice; append the stream to a file");
        }
        List<Excerpt> parts = new ArrayList<>();
        Tail newest = tail(path, from);
        parts.add(newest.excerpt());
        Path rotated = path.resolveSibling(path.getFileName() + ".1");
        if (newest.whole() && !reaches(newest.excerpt(), from) && Files.isRegularFile(rotated)) {
            parts.add(tail(rotated, from).excerpt());
        }
        return parts;
    }

    /**
     * The end of a file.
     *
     * @param whole whether it is all of the file
     */
    private record Tail(Excerpt excerpt, boolean whole) {}

    private Tail tail(Path file, Instant from) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            for (long part = Math.min(FIRST_PART, longest); ; part = Math.min(part * 2, longest)) {
                String text = text(channel, Math.max(0, size - part), size);
                boolean whole = part >= size;
                Excerpt excerpt = Excerpt.of(text, !whole, false, false);
                boolean enough = whole || reaches(excerpt, from);
                if (enough || part == longest) {
                    return new Tail(new Excerpt(excerpt.lines(), !enough, false), whole);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    private static String text(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // What was truncated meanwhile is not there to be read.
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static boolean reaches(Excerpt excerpt, Instant from) {
        return firstStart(excerpt).filter(start -> start.isBefore(from)).isPresent();
    }

    private static Optional<Instant> firstStart(Excerpt excerpt) {
        return excerpt.lines().stream()
                .map(AccessLineReader::read)
                .filter(Line.Request.class::isInstance)
                .map(line -> ((Line.Request) line).request().start())
                .findFirst();
    }
}
