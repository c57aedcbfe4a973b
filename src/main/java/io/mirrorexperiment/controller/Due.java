package io.mirrorexperiment.controller;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is due when. A key that was taken is not handed out again before it is put back; one that is woken meanwhile is due at once then.
 * Costs one small record per key. Not safe for threads.
 *
 * @param <K> what is due
 */
final class Due<K> {
    /** What is due at one instant in the order in which it came. */
    record Time<K>(Instant at, long turn, K key) implements Comparable<Time<K>> {
        @Override
        public int compareTo(Time<K> other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Long.compare(turn, other.turn) : byTime;
        }
    }

    private final NavigableSet<Time<K>> times = new TreeSet<>();
    private final Map<K, Time<K>> waiting = new HashMap<>();
    private final Set<K> taken = new HashSet<>();
    private final Set<K> woken = new HashSet<>();
    private long turns;

    /** Makes a key due at an instant, unless it is due earlier. */
    void by(K key, Instant at) {
        if (taken.contains(key)) {
            woken.add(key);
            return;
        }
        Time<K> before = waiting.get(key);
        if (before == null || at.isBefore(before.at())) {
            put(key, at);
        }
    }

    /** The key that has been due longest, and since when; it is taken. Empty if none is. */
    Optional<Time<K>> take(Instant now) {
        if (times.isEmpty() || times.first().at().isAfter(now)) {
            return Optional.empty();
        }
        Time<K> first = times.first();
        times.remove(first);
        waiting.remove(first.key());
        taken.add(first.key());
        return Optional.of(first);
    }

    /** Puts a taken key back. */
    void back(K key, Instant next, Instant now) {
        taken.remove(key);
        Instant at = woken.remove(key) ? now : next;
        if (at.isBefore(Instant.MAX)) {
            put(key, at);
        }
    }

    /** When the next key is due; never, if none waits. */
    Instant next() {
        return times.isEmpty() ? Instant.MAX : times.first().at();
    }

    /** How many are due at an instant and not taken. */
    int late(Instant now) {
        return (int) times.stream().takeWhile(time -> !time.at().isAfter(now)).count();
    }

    int taken() {
        return taken.size();
    }

    int size() {
        return waiting.size() + taken.size();
    }

    private void put(K key, Instant at) {
        Time<K> old = waiting.get(key);
        if (old != null) {
            times.remove(old);
        }
        Time<K> time = new Time<>(at, turns++, key);
        times.add(time);
        waiting.put(key, time);
    }
}
