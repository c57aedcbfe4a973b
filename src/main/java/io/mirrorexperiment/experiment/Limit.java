package io.mirrorexperiment.experiment;

/** What an objective asks of a metric's value; the bounds belong to what is allowed. */
public sealed interface Limit {
    /**
     * At most this.
     *
     * @param value in the metric's unit
     */
    record AtMost(double value) implements Limit {}

    /**
     * At least this.
     *
     * @param value in the metric's unit
     */
    record AtLeast(double value) implements Limit {}

    /**
     * At most the live version's value and this much more.
     *
     * @param increase in the metric's unit
     */
    record AtMostOverLive(double increase) implements Limit {}
}
