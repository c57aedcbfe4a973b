package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.PodRuntime.LogLine;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The output of one container: the newest 10,000 lines. Thread-safe. */
final class LogBook {
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Deque<LogLine> lines = new ArrayDeque<>();

    LogBook(Clock clock) {
        this.clock = clock;
    }

    synchronized void write(String text) {
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        lines.addLast(new LogLine(clock.instant(), text));
    }

    synchronized List<LogLine> lines() {
        return List.copyOf(lines);
    }
}
