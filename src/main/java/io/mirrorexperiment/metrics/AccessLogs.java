package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Twins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Both versions' access logs, in which live requests and their mirrored twins are found by {@code x-request-id}. Nothing is kept between
 * two looks but the instant up to which was looked, which belongs into the journal: each look reads again from a little before it, so
 * that a run that was killed and resumed finds the same pairs.
 */
public final class AccessLogs {
    private final LogReader live;
    private final LogReader dark;
    private final Duration patience;

    /**
     * Logs.
     *
     * @param patience how long a request may take, and clocks of nodes may differ, before it is looked for no longer
     */
    public AccessLogs(LogReader live, LogReader dark, Duration patience) {
        this.live = live;
        this.dark = dark;
        this.patience = patience;
    }

    /** A log in a file, to which somebody appends; nothing is read yet. */
    public static LogReader file(Path path) {
        return new LogFile(path);
    }

    /** Why a log is of no use for finding twins, as far as can be told from its newest lines; empty if it is. */
    public static Optional<String> trouble(LogReader log, Instant since) {
        try {
            return new LoggedRequests(log.since(since))
                    .count(new Span(since, Instant.MAX))
                    .silence();
        } catch (IOException unreadable) {
            return Optional.of("cannot be read: " + SampleText.shown(String.valueOf(unreadable.getMessage())));
        }
    }

    /**
     * What one look found.
     *
     * @param twins since the look before; its {@code until} is where the next one goes on
     * @param trouble sentences for a person
     */
    public record Found(Twins twins, List<String> trouble) {
        /** Copies. */
        public Found {
            trouble = List.copyOf(trouble);
        }
    }

    /**
     * Finds the twins of the live requests that began after an instant and long enough ago. Where a log cannot be read, nothing is
     * found and the next look covers the gap.
     */
    public Found look(Instant after, Instant now) {
        Span due = new Span(after, now.minus(patience));
        if (due.isEmpty()) {
            return new Found(Twins.none(after), List.of());
        }
        try {
            Instant from = after.minus(patience);
            return found(
                    new LoggedRequests(read("live", live, from)), new LoggedRequests(read("dark", dark, from)), due);
        } catch (IOException unreadable) {
            return new Found(Twins.none(after), List.of(SampleText.shown(String.valueOf(unreadable.getMessage()))));
        }
    }

    private static List<Excerpt> read(String side, LogReader log, Instant from) throws IOException {
        try {
            return log.since(from);
        } catch (IOException unreadable) {
            throw new IOException(
                    "the " + side + " version's access log cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private Found found(LoggedRequests originals, LoggedRequests copies, Span due) {
        Span span = copies.covered(originals.covered(due, patience), patience);
        List<String> trouble = new ArrayList<>();
        if (!span.equals(due)) {
            trouble.add(
                    "the access logs hold more lines than are read at one look, so only a part of the pairs was found;"
                            + " look more often, or shorten spec.metrics.accessLogs.within");
        }
        if (span.isEmpty()) {
            return new Found(Twins.none(due.until()), trouble);
        }
        Twins twins = TwinSearch.of(originals.count(span), copies.count(span), span, patience);
        silence("live", originals).ifPresent(trouble::add);
        silence("dark", copies).ifPresent(trouble::add);
        return new Found(twins, trouble);
    }

    private static Optional<String> silence(String side, LoggedRequests requests) {
        return requests.silence().map(words -> "the " + side + " version's access log " + words);
    }
}
