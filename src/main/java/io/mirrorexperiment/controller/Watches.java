package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.Ear;
import io.mirrorexperiment.cluster.Feed;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.run.ClusterTexts;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches objects of every kind that the cluster has, and the journals; looks now and then for kinds that come later. One thread, and
 * those of the feeds.
 */
final class Watches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final Settings settings;
    private final Collection<Kind> kinds;
    private final Attention attention;
    private final Map<Kind, List<Feed>> feeds = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    Watches(Cluster cluster, Settings settings, Collection<Kind> kinds, Attention attention) {
        this.cluster = cluster;
        this.settings = settings;
        this.kinds = kinds;
        this.attention = attention;
        this.thread = new Thread(this::watch, "watches");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        try {
            do {
                look();
            } while (!closing.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        open(Kind.CONFIG_MAP, ClusterTexts.SELECTOR, attention.journals());
        kinds.forEach(kind -> open(kind, settings.selector(), attention.objects()));
    }

    private void open(Kind kind, String selector, Ear ear) {
        try {
            boolean wanted = !isOpen(kind) && cluster.serves(kind);
            if (wanted) {
                List<Feed> opened = namespaces().stream()
                        .map(namespace -> cluster.feed(kind, namespace, selector, ear))
                        .toList();
                keep(kind, opened);
                LOG.info("watching {}", kind);
            }
        } catch (ClusterException e) {
            LOG.warn("cannot watch {} yet: {}", kind, e.getMessage());
        }
    }

    private List<Optional<String>> namespaces() {
        return settings.namespaces().isEmpty()
                ? List.of(Optional.empty())
                : settings.namespaces().stream().map(Optional::of).toList();
    }

    private synchronized boolean isOpen(Kind kind) {
        return feeds.containsKey(kind);
    }

    private synchronized void keep(Kind kind, List<Feed> opened) {
        feeds.put(kind, opened);
    }

    /** The kinds of objects that are watched. */
    synchronized Set<String> kinds() {
        Set<String> watched = new TreeSet<>();
        feeds.keySet().stream().filter(kind -> !kind.equals(Kind.CONFIG_MAP)).forEach(kind -> watched.add(kind.kind()));
        return watched;
    }

    /** Whether every change is being heard of. */
    synchronized boolean isCurrent() {
        return feeds.size() > 1 && feeds.values().stream().flatMap(List::stream).allMatch(Feed::isCurrent);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        feeds.values().forEach(each -> each.forEach(Feed::close));
    }
}
