package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A metrics system. Thread-safe; holds no thread of the caller while it waits. */
public interface MetricSource extends AutoCloseable {
    /**
     * The cumulative counters of a population at an instant: {@link Reading.Counters}, {@link Reading.Absent} where
     * the system knows no such series, or {@link Reading.Missing} with the reason. The future never fails.
     *
     * @param at by our own clock; corrected by what the server's clock was seen to say
     */
    CompletableFuture<Reading> counters(Population population, Instant at);

    /**
     * Says that the counters of these populations will be asked for at an instant, or soon after, all in one go. One that is shared by
     * several runs may ask for theirs at once then.
     */
    default void expect(Set<Population> populations, Instant at) {}

    /** Why the system cannot be used at all (unreachable, refuses us, is something else); empty if it can. Never fails. */
    CompletableFuture<Optional<String>> trouble();

    /**
     * Why the counters of a population may never come although the system works, as far as the system can tell; empty if it
     * has nothing to say. Asked when a reading is missing, never to decide. Never fails.
     */
    default CompletableFuture<Optional<String>> hint(Population population) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Whether it tells what was before anybody asked. One that does not has to be asked where counting is to begin; of an instant
     * before that it says {@link Reading.Missing}.
     */
    default boolean remembers() {
        return true;
    }

    /**
     * Who called whom in a window of time, for a picture: never to decide. The future never fails.
     *
     * @param at the end of the window, by our own clock
     * @param window its length
     */
    default CompletableFuture<Sight> traffic(Scope scope, Instant at, Duration window) {
        return CompletableFuture.completedFuture(new Sight.Unseen("this metrics system does not tell who calls whom"));
    }

    /** What is unwise about the way the system is used, such as a password over plain HTTP; sentences for a person. */
    default List<String> warnings() {
        return List.of();
    }

    @Override
    void close();
}
