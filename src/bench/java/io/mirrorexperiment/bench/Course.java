package io.mirrorexperiment.bench;

/**
 * What a gate is given: so much traffic, for so long.
 *
 * @param rate requests per second in the mean, as independent users send them
 * @param intervals of {@link #INTERVAL} seconds
 */
record Course(int rate, int intervals) {
    /** Seconds between two looks of the rules that look at a fixed pace. */
    static final int INTERVAL = 10;

    int seconds() {
        return intervals * INTERVAL;
    }

    String words() {
        return rate + " requests/s for " + seconds() + " s";
    }
}
