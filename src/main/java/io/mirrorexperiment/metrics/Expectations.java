package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which populations will be asked about when. Not safe for threads. */
final class Expectations {
    private final TreeSet<Expected> inOrder = new TreeSet<>();
    private final Map<Population, Expected> byPopulation = new HashMap<>();
    private long turns;

    /** Populations that are asked about in one go. */
    private record Expected(Instant at, long turn, Set<Population> populations) implements Comparable<Expected> {
        @Override
        public int compareTo(Expected other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Long.compare(turn, other.turn) : byTime;
        }
    }

    /** What was expected of any of them before is forgotten. */
    void add(Set<Population> populations, Instant at) {
        populations.forEach(this::forget);
        Expected expected = new Expected(at, turns++, Set.copyOf(populations));
        inOrder.add(expected);
        populations.forEach(population -> byPopulation.put(population, expected));
    }

    /**
     * Takes what is expected by now or soon, a population that is asked about among them; empty if that was not expected by now.
     *
     * @param within what counts as soon
     * @param most so many populations at most, but what goes together
     */
    List<Population> take(Population population, Instant now, Duration within, int most) {
        Optional<Expected> own = Optional.ofNullable(byPopulation.get(population))
                .filter(expected -> !expected.at().isAfter(now));
        if (own.isEmpty()) {
            return List.of();
        }
        Set<Population> taken = new LinkedHashSet<>(own.get().populations());
        own.get().populations().forEach(this::forget);
        return withThoseBy(now.plus(within), taken, most);
    }

    /**
     * Takes what is expected next; empty if nothing is so soon.
     *
     * @param first the first of it must be expected by then
     * @param last all of it must be
     * @param most so many populations at most, but what goes together
     */
    List<Population> next(Instant first, Instant last, int most) {
        return isExpectedBy(first) ? withThoseBy(last, new LinkedHashSet<>(), most) : List.of();
    }

    private List<Population> withThoseBy(Instant last, Set<Population> taken, int most) {
        while (taken.size() < most && isExpectedBy(last)) {
            Set<Population> next = inOrder.first().populations();
            next.forEach(this::forget);
            taken.addAll(next);
        }
        return new ArrayList<>(taken);
    }

    private boolean isExpectedBy(Instant at) {
        return !inOrder.isEmpty() && !inOrder.first().at().isAfter(at);
    }

    private void forget(Population population) {
        Expected before = byPopulation.remove(population);
        if (before != null && inOrder.remove(before)) {
            before.populations().forEach(other -> byPopulation.remove(other, before));
        }
    }
}
