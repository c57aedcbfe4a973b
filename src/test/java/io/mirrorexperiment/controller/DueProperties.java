package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The queue, held against the simplest one that could be: a map of keys to their instants. */
class DueProperties {
    /**
     * Something that is done to a queue.
     *
     * @param kind 0: by, 1: take, 2: back
     * @param key the key
     * @param at seconds
     */
    record Step(int kind, int key, long at) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.longs().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void itHandsOutWhatHasBeenDueLongestAndNoKeyTwice(@ForAll("steps") List<Step> steps) {
        Due<Integer> due = new Due<>();
        Map<Integer, Instant> waiting = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        Set<Integer> woken = new HashSet<>();
        for (Step step : steps) {
            Instant at = Instant.ofEpochSecond(step.at());
            switch (step.kind()) {
                case 0 -> {
                    due.by(step.key(), at);
                    if (taken.contains(step.key())) {
                        woken.add(step.key());
                    } else {
                        waiting.merge(step.key(), at, (one, other) -> one.isBefore(other) ? one : other);
                    }
                }
                case 1 -> {
                    Optional<Due.Time<Integer>> first = due.take(at);
                    Optional<Instant> earliest =
                            waiting.values().stream().min(Instant::compareTo).filter(time -> !time.isAfter(at));
                    assertThat(first.map(Due.Time::at)).isEqualTo(earliest);
                    first.ifPresent(time -> {
                        assertThat(waiting.remove(time.key())).isEqualTo(time.at());
                        assertThat(taken.add(time.key())).isTrue();
                    });
                }
                default -> {
                    if (taken.remove(step.key())) {
                        Instant now = Instant.ofEpochSecond(7);
                        due.back(step.key(), at, now);
                        waiting.put(step.key(), woken.remove(step.key()) ? now : at);
                    }
                }
            }
            assertThat(due.size()).isEqualTo(waiting.size() + taken.size());
            assertThat(due.taken()).isEqualTo(taken.size());
            assertThat(due.next())
                    .isEqualTo(waiting.values().stream().min(Instant::compareTo).orElse(Instant.MAX));
        }
    }

    @Property(tries = 1)
    void whatComesBackForGoodIsForgotten() {
        Due<String> due = new Due<>();
        due.by("key", Instant.EPOCH);
        due.take(Instant.EPOCH);

        due.back("key", Instant.MAX, Instant.EPOCH);

        assertThat(due.size()).isZero();
    }
}
