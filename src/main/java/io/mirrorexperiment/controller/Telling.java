package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how an object stands: in its status, in events, and to those who look on. */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    private static final int TRIES = 3;

    private final Cluster cluster;
    private final Clock clock;
    private final Events events;
    private final List<Observer> observers;
    private final AtomicInteger terms = new AtomicInteger();

    Telling(Cluster cluster, Clock clock, List<Observer> observers) {
        this.cluster = cluster;
        this.clock = clock;
        this.events = new Events(cluster);
        this.observers = observers;
    }

    /** This process leads from now on: what it told before says nothing, for another may have told more since. */
    void anew() {
        terms.incrementAndGet();
    }

    Events events() {
        return events;
    }

    /** A run was advanced: tells what is new in its journal. */
    void turned(Attended attended, Standing now, Duration late, Duration took) {
        Journal journal = now.journal();
        events.tell(attended.seen(), attended.events(), attended.events().since(journal, clock.instant()), journal);
        List<Entry> news = attended.shown().since(journal, clock.instant());
        news.forEach(attended.shown()::moveTo);
        observers(each -> each.turned(new Turned(attended.address(), news, now, late, took)));
    }

    /** Writes the status, unless it was told so already. The object is read anew, for its status of before may have times to keep. */
    void status(Attended attended, Subject subject, Stand stand) {
        int fingerprint = fingerprint(attended.seen(), stand);
        if (!attended.isNew(fingerprint)) {
            return;
        }
        for (int tries = 1; tries <= TRIES; tries++) {
            if (write(attended, subject, stand, tries == TRIES)) {
                break;
            }
        }
        attended.said(fingerprint);
        observers(each -> each.told(attended.address(), stand));
    }

    /** Whether it is written, or there is nothing to write it into. */
    private boolean write(Attended attended, Subject subject, Stand stand, boolean last) {
        Optional<Manifest> object = cluster.read(attended.address())
                .filter(now -> now.uid().equals(attended.seen().uid()));
        object.ifPresent(now -> attended.wishes(stand.run().flatMap(run -> subject.wish(now, run))));
        Optional<Manifest> after = object.map(now -> now.with(subject.status(now, stand, clock.instant()), "status"));
        if (after.isEmpty() || after.equals(object)) {
            return true;
        }
        try {
            cluster.replaceStatus(after.get());
            return true;
        } catch (ClusterException e) {
            if (e.reason() == Reason.CONFLICT && !last) {
                return false;
            }
            throw e;
        }
    }

    private int fingerprint(Seen seen, Stand stand) {
        Object run = stand.run().map(Telling::length).orElse(List.of());
        Object words = stand instanceof Stand.Running running
                ? List.of(running.detail(), running.remark())
                : stand instanceof Stand.Ended || stand instanceof Stand.Stuck ? "" : stand;
        return Objects.hash(terms.get(), seen.generation(), stand.getClass(), run, words) | 1;
    }

    private static Object length(Journal journal) {
        List<Entry> entries = journal.entries();
        return List.of(
                journal.id(),
                entries.size(),
                entries.isEmpty() ? "" : entries.get(entries.size() - 1).at());
    }

    void failed(Attended attended, RuntimeException trouble) {
        observers(each -> each.failed(attended.address(), trouble));
    }

    void observers(Consumer<Observer> word) {
        for (Observer each : observers) {
            try {
                word.accept(each);
            } catch (RuntimeException e) {
                LOG.error("an observer failed", e);
            }
        }
    }
}
