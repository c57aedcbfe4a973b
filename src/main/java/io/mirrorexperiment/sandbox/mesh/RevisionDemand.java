package io.mirrorexperiment.sandbox.mesh;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which Knative revisions have requests under way, or had them when. Thread-safe. */
final class RevisionDemand {
    private final Clock clock;
    private final Map<String, Busy> byRevision = new ConcurrentHashMap<>();

    /** How many requests are under way, and when one last was. */
    private record Busy(int underWay, Instant last) {}

    RevisionDemand(Clock clock) {
        this.clock = clock;
    }

    void enter(String namespace, String revision) {
        change(namespace, revision, 1);
    }

    void leave(String namespace, String revision) {
        change(namespace, revision, -1);
    }

    private void change(String namespace, String revision, int by) {
        Instant now = clock.instant();
        byRevision.merge(
                namespace + "/" + revision,
                new Busy(by, now),
                (before, ignored) -> new Busy(before.underWay() + by, now));
    }

    Optional<Instant> lastBusy(String namespace, String revision) {
        return Optional.ofNullable(byRevision.get(namespace + "/" + revision))
                .map(busy -> busy.underWay() > 0 ? clock.instant() : busy.last());
    }
}
