package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A metrics system. Thread-safe; holds no thread while it waits. */
public interface MetricSource extends AutoCloseable {
    /**
     * The cumulative counters of a population at an instant: {@link Reading.Counters}, or {@link Reading.Missing} with the
     * reason. The future never fails.
     *
     * @param at by our own clock; corrected by what the server's clock was seen to say
     */
    CompletableFuture<Reading> counters(Population population, Instant at);

    /** Why the system cannot be used at all (unreachable, refuses us, no such metrics); empty if it can. Never fails. */
    CompletableFuture<Optional<String>> trouble();

    @Override
    void close();
}
