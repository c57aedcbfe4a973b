package io.mirrorexperiment.validation;

import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;

/**
 * How far counting has come.
 *
 * @param counters the newest known ones of every pod
 * @param totals what was counted up to them since the experiment began
 */
public record Count(Counters counters, Totals totals) {}
