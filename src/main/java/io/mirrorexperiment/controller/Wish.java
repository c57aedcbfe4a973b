package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Entry;
import java.time.Duration;

/**
 * What an object itself wishes of its run, as if somebody had said it.
 *
 * @param request what it is
 * @param after how long after the run's first entry it holds; zero for at once, also before there is a run
 * @param by who wishes it, as the journal has it
 */
public record Wish(Entry.Request request, Duration after, String by) {
    boolean isAtOnce() {
        return after.isZero();
    }
}
