package io.mirrorexperiment.metrics;

import io.mirrorexperiment.metrics.AccessLineReader.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests in one version's log, one for each key: the earliest. Not thread-safe. */
final class LoggedRequests {
    private final List<List<Line>> parts;
    private final List<Excerpt> excerpts;
    private final Map<String, AccessLine> earliest = new HashMap<>();
    private long repeated;
    private long nameless;
    private long unreadable;

    LoggedRequests(List<Excerpt> excerpts) {
        this.excerpts = excerpts;
        this.parts = excerpts.stream()
                .map(part -> part.lines().stream().map(AccessLineReader::read).toList())
                .toList();
    }

    /** A span without what these parts of a log do not cover, and without those whose twin they may not cover. */
    Span covered(Span span, Duration patience) {
        Span covered = span;
        for (int i = 0; i < parts.size(); i++) {
            List<Instant> starts = starts(parts.get(i));
            Excerpt excerpt = excerpts.get(i);
            if (!starts.isEmpty() && excerpt.beginsLate()) {
                covered = new Span(later(covered.after(), starts.get(0).plus(patience)), covered.until());
            }
            if (!starts.isEmpty() && excerpt.endsEarly()) {
                Instant last = starts.get(starts.size() - 1).minus(patience);
                covered = new Span(covered.after(), last.isBefore(covered.until()) ? last : covered.until());
            }
        }
        return covered;
    }

    /** Counts what began in a span; lines in no known form belong to the time of the request before them. */
    LoggedRequests count(Span span) {
        for (List<Line> part : parts) {
            Instant now = Instant.MIN;
            for (Line line : part) {
                if (line instanceof Line.Request request) {
                    now = request.request().start();
                    add(request.request(), span);
                } else if (line instanceof Line.Unreadable && span.holds(now)) {
                    unreadable++;
                }
            }
        }
        return this;
    }

    private void add(AccessLine line, Span span) {
        if (line.id().isEmpty()) {
            nameless += span.holds(line.start()) ? 1 : 0;
            return;
        }
        AccessLine known = earliest.get(line.key());
        if (known == null) {
            earliest.put(line.key(), line);
            return;
        }
        boolean sooner = line.start().isBefore(known.start());
        earliest.put(line.key(), sooner ? line : known);
        AccessLine further = sooner ? known : line;
        repeated += span.holds(further.start()) ? 1 : 0;
    }

    Optional<AccessLine> find(String key) {
        return Optional.ofNullable(earliest.get(key));
    }

    /** Those that began in a span, in the order of time. */
    List<AccessLine> within(Span span) {
        return earliest.values().stream()
                .filter(line -> span.holds(line.start()))
                .sorted(Comparator.comparing(AccessLine::start).thenComparing(AccessLine::key))
                .toList();
    }

    long repeated() {
        return repeated;
    }

    long nameless() {
        return nameless;
    }

    long unreadable() {
        return unreadable;
    }

    /** Why there is nothing to pair; empty if there is. */
    Optional<String> silence() {
        if (!earliest.isEmpty()) {
            return Optional.empty();
        }
        long lines = parts.stream().mapToLong(List::size).sum();
        if (lines == 0) {
            return Optional.of("has no new line; without traffic that is as it must be, else access logs may be off"
                    + " (Istio: meshConfig.accessLogFile: /dev/stdout)");
        }
        return Optional.of(
                nameless > 0
                        ? "has requests without x-request-id only; keep %REQ(X-REQUEST-ID)% in the log's format"
                        : "has " + lines + " new lines and none of them is a request that came in: " + reason());
    }

    private String reason() {
        return parts.stream()
                .flatMap(List::stream)
                .filter(Line.Unreadable.class::isInstance)
                .map(line -> ((Line.Unreadable) line).why())
                .findFirst()
                .orElse("all went out");
    }

    private static List<Instant> starts(List<Line> lines) {
        List<Instant> starts = new ArrayList<>();
        for (Line line : lines) {
            if (line instanceof Line.Request request) {
                starts.add(request.request().start());
            }
        }
        return starts;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
