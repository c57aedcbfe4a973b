package io.mirrorexperiment.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An experiment so far.
 *
 * @param launched when it was launched
 * @param revision which launch of its group it is, counted from 1
 * @param begins since when requests count
 * @param loops how many loops ended
 * @param count how far counting has come; empty until the counters of the beginning are known
 * @param recent the newest loops, oldest first; at most {@value #KEPT}
 */
public record Course(
        Instant launched, int revision, Instant begins, int loops, Optional<Count> count, List<Loop> recent) {
    /** Loops that are kept: an experiment of a loop each minute may go on for weeks, and a Secret holds a mebibyte. */
    public static final int KEPT = 60;

    /** Copies and checks. */
    public Course {
        recent = List.copyOf(recent.subList(Math.max(0, recent.size() - KEPT), recent.size()));
        if (revision < 1 || loops < recent.size()) {
            throw new IllegalArgumentException("revision " + revision + " with " + loops + " loops");
        }
    }

    /** One that was just launched. */
    public static Course launched(Validation validation, int revision, Instant now) {
        return new Course(now, revision, validation.startingTime().orElse(now), 0, Optional.empty(), List.of());
    }

    /** The loop that decides. */
    public Optional<Loop> last() {
        return recent.isEmpty() ? Optional.empty() : Optional.of(recent.get(recent.size() - 1));
    }
}
