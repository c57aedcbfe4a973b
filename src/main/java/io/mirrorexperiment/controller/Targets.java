package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Address;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who has which target and who waits for it, the one that came first before all others. Thread-safe. */
final class Targets {
    /**
     * Somebody who has a target or wants it.
     *
     * @param has whether it has it: then it is before all that came earlier
     */
    private record Place(String target, boolean has, Instant since, Address who) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::has)
                .reversed()
                .thenComparing(Place::since)
                .thenComparing(place -> place.who().toString());

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, SortedSet<Place>> lines = new HashMap<>();
    private final Map<Address, Place> places = new HashMap<>();

    /** Gets in line; empty if it is its turn, else who has it or is next. */
    synchronized Optional<Address> want(String target, Instant since, Address who) {
        put(new Place(target, false, since, who));
        Address first = line(target).first().who();
        return first.equals(who) ? Optional.empty() : Optional.of(first);
    }

    /** Has it. */
    synchronized void have(String target, Address who) {
        put(new Place(target, true, Instant.EPOCH, who));
    }

    /** Neither has nor wants any; who comes next is to be woken. */
    synchronized List<Address> leave(Address who) {
        Place place = places.remove(who);
        if (place == null) {
            return List.of();
        }
        SortedSet<Place> line = line(place.target());
        line.remove(place);
        if (line.isEmpty()) {
            lines.remove(place.target());
            return List.of();
        }
        return List.of(line.first().who());
    }

    private void put(Place place) {
        Place before = places.put(place.who(), place);
        if (before != null) {
            line(before.target()).remove(before);
        }
        line(place.target()).add(place);
    }

    private SortedSet<Place> line(String target) {
        return lines.computeIfAbsent(target, any -> new TreeSet<>());
    }
}
