package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for an office that one process holds at a time, kept as a Lease: takes it when it is free, renews it, gives it back. A holder that
 * could not renew for two thirds of its term no longer holds it by its own judgement, before anybody else can have it. One thread.
 */
public final class Leading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leading.class);

    private final Cluster cluster;
    private final Office office;
    private final Clock clock;
    private final Runnable changed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private String seen = "";
    private long seenAt = System.nanoTime();
    private volatile long renewedAt;
    private volatile boolean holds;
    private volatile Instant reached = Instant.EPOCH;
    private boolean told;

    /**
     * Somebody who will stand for it once {@link #start started}.
     *
     * @param name of the Lease, in the cluster's own namespace
     * @param candidate unlike any other
     * @param term how long the office stays with a holder that is dead; whole seconds, at least 3
     * @param clock for the times that people read in the Lease
     * @param changed told on a thread of this, once when the office is taken and once when it is lost, until it is closed
     */
    public Leading(Cluster cluster, String name, String candidate, Duration term, Clock clock, Runnable changed) {
        this.cluster = cluster;
        this.office = new Office(new Address(Kind.LEASE, cluster.namespace(), name), candidate, term);
        this.clock = clock;
        this.changed = changed;
        this.thread = new Thread(this::stand, "leading");
        thread.setDaemon(true);
    }

    /** Begins to stand for it. */
    public void start() {
        thread.start();
    }

    /** Whether this process holds the office; asks nobody. */
    public boolean leads() {
        return holds && System.nanoTime() - renewedAt < safe().toNanos();
    }

    /** When the API server last answered. */
    public Instant reached() {
        return reached;
    }

    private Duration safe() {
        return office.term().multipliedBy(2).dividedBy(3);
    }

    private void stand() {
        try {
            do {
                look();
                tell();
            } while (!closing.await(office.term().dividedBy(6).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long asked = System.nanoTime();
        try {
            Optional<Manifest> lease = cluster.read(office.lease());
            reached = clock.instant();
            see(lease);
            Optional<Manifest> mine = office.taken(lease, Duration.ofNanos(asked - seenAt), reached);
            holds = mine.isPresent();
            if (holds) {
                see(Optional.of(lease.isPresent() ? cluster.replace(mine.get()) : cluster.create(mine.get())));
                renewedAt = asked;
            }
        } catch (ClusterException e) {
            boolean lost = e.reason() == Reason.CONFLICT || e.reason() == Reason.ALREADY_EXISTS;
            holds = holds && !lost;
            LOG.warn("{} cannot be renewed: {}", office.lease(), e.getMessage());
        }
    }

    private void see(Optional<Manifest> lease) {
        String version = lease.map(Manifest::resourceVersion).orElse("");
        if (!version.equals(seen)) {
            seen = version;
            seenAt = System.nanoTime();
        }
    }

    private void tell() {
        if (leads() != told) {
            told = leads();
            changed.run();
        }
    }

    /** Gives it back, if it is held, so that another need not wait. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (holds) {
            holds = false;
            giveBack();
        }
    }

    private void giveBack() {
        try {
            cluster.read(office.lease())
                    .filter(office::isHeld)
                    .ifPresent(lease -> cluster.replace(office.left(lease, clock.instant())));
        } catch (ClusterException e) {
            LOG.warn("{} could not be given back: {}", office.lease(), e.getMessage());
        }
    }
}
