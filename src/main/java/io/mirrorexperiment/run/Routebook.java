package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Sees for all runs of a process whether their mirrors are still in Istio's routes: one listing every {@value #FRESH_SECONDS} seconds instead
 * of a few requests at each tick of each run. It only ever says yes; whoever hears none looks for itself. Thread-safe.
 */
final class Routebook {
    private static final int FRESH_SECONDS = 15;
    private static final Duration FRESH = Duration.ofSeconds(FRESH_SECONDS);

    /** While one thread lists, others take what was listed before for good, if it is not older than this. */
    private static final Duration STALE = FRESH.multipliedBy(3);

    /** What runs that have ended leave behind is forgotten after that. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** What is listed. */
    static final List<Kind> KINDS = List.of(Kind.DESTINATION_RULE, Kind.VIRTUAL_SERVICE);

    private final Cluster cluster;
    private final Clock clock;
    private final ReentrantLock listing = new ReentrantLock();
    private final Map<RunId, Seen> seen = new ConcurrentHashMap<>();
    private volatile Optional<RouteView> view = Optional.empty();
    private volatile boolean forbidden;

    Routebook(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** That the routes with this print had the mirror. */
    private record Seen(long print, Instant at) {}

    /**
     * Whether the routes are surely as they shall be.
     *
     * @param changed when the run itself changed them last: a listing from before tells nothing
     * @param good asked of the routes as they are read now, if they are others than those that were good
     */
    boolean vouches(RunId run, String service, Instant changed, Predicate<List<Manifest>> good) {
        Optional<RouteView.Named> named =
                recent().filter(now -> now.at().isAfter(changed)).map(now -> now.of(run.namespace(), service));
        return named.isPresent() && (isSeen(run, named.get().print()) || isGood(run, named.get(), good));
    }

    private boolean isSeen(RunId run, long print) {
        Seen before = seen.computeIfPresent(run, (id, last) -> new Seen(last.print(), clock.instant()));
        return before != null && before.print() == print;
    }

    private boolean isGood(RunId run, RouteView.Named named, Predicate<List<Manifest>> good) {
        List<Manifest> objects = named.addresses().stream()
                .flatMap(address -> cluster.read(address).stream())
                .toList();
        boolean yes = good.test(objects);
        if (yes && RouteView.print(objects) == named.print()) {
            seen.put(run, new Seen(named.print(), clock.instant()));
        }
        return yes;
    }

    private Optional<RouteView> recent() {
        Instant now = clock.instant();
        if (!forbidden && isOlder(FRESH, now) && listing.tryLock()) {
            try {
                list(now);
            } finally {
                listing.unlock();
            }
        }
        return isOlder(STALE, now) ? Optional.empty() : view;
    }

    private boolean isOlder(Duration age, Instant now) {
        return view.filter(last -> !last.at().isBefore(now.minus(age))).isEmpty();
    }

    /** Where not all namespaces may be listed there is no such view. */
    private void list(Instant now) {
        if (!isOlder(FRESH, now)) {
            return;
        }
        try {
            view = Optional.of(RouteView.of(
                    now,
                    KINDS.stream()
                            .filter(cluster::serves)
                            .flatMap(kind -> cluster.list(kind, Optional.empty(), Map.of()).stream())
                            .toList()));
            seen.values().removeIf(last -> last.at().isBefore(now.minus(FORGOTTEN)));
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            forbidden = true;
        }
    }
}
