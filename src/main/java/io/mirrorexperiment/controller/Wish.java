package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Entry;
import java.time.Instant;

/**
 * What an object itself wishes of its run, as if somebody had said it.
 *
 * @param request what it is
 * @param from when it holds; {@link Instant#EPOCH} for at once
 * @param by who wishes it, as the journal has it
 */
public record Wish(Entry.Request request, Instant from, String by) {}
