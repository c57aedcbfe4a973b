package io.mirrorexperiment.sandbox.prometheus.series;

/**
 * One value at one time.
 *
 * @param at milliseconds since the epoch
 * @param value any double, NaN and the infinities included
 */
public record Sample(long at, double value) {}
