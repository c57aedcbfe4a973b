package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.run.Standing;
import java.time.Duration;
import java.util.List;

/**
 * A run was advanced as far as it went.
 *
 * @param object that asked for the run
 * @param news entries that this process had not seen before, oldest first; after another leader died, those of its last minutes come once
 *     more
 * @param now where the run stands
 * @param late how long after its due time the turn began; zero if it was woken
 * @param took how long the turn took
 */
public record Turned(Address object, List<Entry> news, Standing now, Duration late, Duration took) {
    /** Copies. */
    public Turned {
        news = List.copyOf(news);
    }
}
