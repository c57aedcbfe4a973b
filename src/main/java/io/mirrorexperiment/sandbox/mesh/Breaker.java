package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breakers of one cluster at one proxy, with the connections that they count; a connection carries one request
 * at a time, as in HTTP/1.1. The order of questions is that of Envoy's {@code ConnPoolImplBase::newStreamImpl}: an idle
 * connection to the pod, else a place to wait, else overflow; who waits gets a new connection if there may be one more, and
 * always if the pod has none. Thread-safe.
 */
final class Breaker {
    private final Limits limits;
    private final Map<Endpoint, Connections> byEndpoint = new HashMap<>();
    private int connections;
    private int waiting;
    private int requests;
    private int retries;

    Breaker(Limits limits) {
        this.limits = limits;
    }

    /** What became of a request that wants a connection. */
    sealed interface Entry {
        /** It has one, which carried so many requests before; to be given back by {@link #leave}. */
        record Admitted(Endpoint to, int served) implements Entry {}

        /**
         * Envoy's overflow.
         *
         * @param atEndpoint whether a connection was chosen, and so a pod
         */
        record Overflow(boolean atEndpoint) implements Entry {}

        /** Its time was up before there was one. */
        record Late() implements Entry {}
    }

    /** The connections to one pod. */
    private static final class Connections {
        /** How many requests each idle one has carried. */
        final Deque<Integer> idle = new ArrayDeque<>();

        int all;
        int waiting;
    }

    /**
     * Takes a connection to a pod, blocking until there is one.
     *
     * @param ready all pods of the cluster; connections to others have gone with them
     */
    synchronized Entry enter(Endpoint to, Collection<Endpoint> ready, Duration patience) {
        forgetAllBut(ready);
        Connections own = byEndpoint.computeIfAbsent(to, fresh -> new Connections());
        if (own.idle.isEmpty() || own.waiting > 0) {
            if (waiting >= limits.pending()) {
                return new Entry.Overflow(false);
            }
            if (!connected(own, patience)) {
                return new Entry.Late();
            }
        }
        if (requests >= limits.requests()) {
            return new Entry.Overflow(true);
        }
        requests++;
        return new Entry.Admitted(to, own.idle.pop());
    }

    private void forgetAllBut(Collection<Endpoint> ready) {
        byEndpoint.entrySet().removeIf(entry -> {
            Connections held = entry.getValue();
            boolean gone = !ready.contains(entry.getKey()) && held.idle.size() == held.all && held.waiting == 0;
            connections -= gone ? held.all : 0;
            return gone;
        });
    }

    /** Waits until there is an idle connection; whether there is. */
    private boolean connected(Connections own, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        waiting++;
        own.waiting++;
        try {
            while (own.idle.isEmpty() && !connect(own)) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
            own.waiting--;
        }
    }

    private boolean connect(Connections own) {
        boolean one = connections < limits.connections() || own.all == 0;
        if (one) {
            connections++;
            own.all++;
            own.idle.push(0);
        }
        return one;
    }

    /**
     * Gives a connection back.
     *
     * @param whole whether the answer came whole, so that the connection can carry more
     */
    synchronized void leave(Entry.Admitted admitted, boolean whole) {
        requests--;
        Connections own = byEndpoint.get(admitted.to());
        if (own == null) {
            return;
        }
        int served = admitted.served() + 1;
        if (whole && (limits.perConnection() == 0 || served < limits.perConnection())) {
            own.idle.push(served);
        } else {
            own.all--;
            connections--;
        }
        notifyAll();
    }

    /** Whether one more request may be tried again; if so it ends with {@link #retried}. */
    synchronized boolean mayRetry() {
        boolean free = retries < limits.retries();
        retries += free ? 1 : 0;
        return free;
    }

    synchronized void retried() {
        retries--;
    }

    /** Whether one more TCP connection may be opened, which never waits; if so it ends with {@link #closed}. */
    synchronized boolean mayOpen() {
        boolean free = connections < limits.connections();
        connections += free ? 1 : 0;
        return free;
    }

    synchronized void closed() {
        connections--;
    }
}
