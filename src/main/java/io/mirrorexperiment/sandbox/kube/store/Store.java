package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Objects by kind, namespace and name, one counter of versions, and the changes of late. Thread-safe; stored trees are
 * never changed after they are stored, so readers share them.
 */
public final class Store {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, NavigableMap<String, ObjectNode>> objects = new TreeMap<>();
    private final List<Change> history = new ArrayList<>();
    private final int kept;
    private long version = 1;

    /** An empty store that remembers at least {@code kept} changes for watchers. */
    public Store(int kept) {
        this.kept = kept;
    }

    /** What a list found, at one version. */
    public record Snapshot(long version, List<ObjectNode> objects) {}

    /** Does something while nobody else changes anything; may be nested. */
    public <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** One object. */
    public Optional<ObjectNode> find(Kind kind, String namespace, String name) {
        return alone(() -> Optional.ofNullable(of(kind).get(key(namespace, name))));
    }

    /** All objects of a kind in a namespace (empty: in all), sorted by namespace and name. */
    public Snapshot list(Kind kind, String namespace) {
        return alone(
                () -> new Snapshot(version, List.copyOf(within(kind, namespace).values())));
    }

    /** The latest version. */
    public long version() {
        return alone(() -> version);
    }

    /** Whether changes after a version are all remembered. */
    public boolean remembers(long since) {
        return alone(() -> since >= version - history.size());
    }

    /**
     * The changes after a version; waits for the first one.
     *
     * @return empty if none came in time
     * @throws Refusal 410 if some of them are forgotten
     */
    public List<Change> after(long since, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waitBeyond(since, patience);
            long oldest = version - history.size();
            if (since < oldest) {
                throw Refusal.gone("too old resource version: " + since + " (" + (oldest + 1) + ")");
            }
            return List.copyOf(history.subList((int) Math.min(since - oldest, history.size()), history.size()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something changes after a version, or the time is over; for those who look at the objects anyway. */
    public void await(long since, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waitBeyond(since, patience);
        } finally {
            lock.unlock();
        }
    }

    private void waitBeyond(long since, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (version <= since && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    /** Stores an object under the next version, which is written into it; the caller must not touch it again. */
    ObjectNode put(Kind kind, ObjectNode object) {
        return alone(() -> {
            stamp(object);
            ObjectNode before = of(kind).put(key(Tree.namespace(object), Tree.name(object)), object);
            remember(new Change(version, kind, Optional.ofNullable(before), object, false));
            return object;
        });
    }

    /** Takes an object away. */
    ObjectNode remove(Kind kind, ObjectNode object) {
        return alone(() -> {
            ObjectNode last = object.deepCopy();
            stamp(last);
            ObjectNode before = of(kind).remove(key(Tree.namespace(object), Tree.name(object)));
            remember(new Change(version, kind, Optional.ofNullable(before), last, true));
            return last;
        });
    }

    private void stamp(ObjectNode object) {
        version++;
        Tree.within(object, "metadata").put("resourceVersion", Long.toString(version));
    }

    private void remember(Change change) {
        history.add(change);
        if (history.size() > 2 * kept) {
            history.subList(0, history.size() - kept).clear();
        }
        changed.signalAll();
    }

    private NavigableMap<String, ObjectNode> within(Kind kind, String namespace) {
        return namespace.isEmpty() ? of(kind) : of(kind).subMap(namespace + "/", true, namespace + "0", false);
    }

    private NavigableMap<String, ObjectNode> of(Kind kind) {
        return objects.computeIfAbsent(kind.resource(), resource -> new TreeMap<>());
    }

    static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
