package io.mirrorexperiment.experiment;

import java.util.List;

/**
 * What a run can find out at the traffic that was there before it began.
 *
 * @param perSecond requests of the dark version to be expected in a second, at most; 0 where live had none
 * @param requests that will be judged then
 * @param words what that can decide, in sentences
 */
public record Forecast(double perSecond, long requests, List<String> words) {
    /** Copies and checks. */
    public Forecast {
        words = List.copyOf(words);
        if (!(perSecond >= 0 && perSecond < Double.POSITIVE_INFINITY && requests >= 0)) {
            throw new IllegalArgumentException("no forecast: " + perSecond + " per second, " + requests);
        }
    }
}
