package io.mirrorexperiment.sandbox.prometheus.promql;

/**
 * The time of one evaluation, in milliseconds since the epoch.
 *
 * @param at the time that is evaluated
 * @param start the first time of the whole query
 * @param end the last time of the whole query
 */
record Moment(long at, long start, long end) {}
