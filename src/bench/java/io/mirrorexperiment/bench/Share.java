package io.mirrorexperiment.bench;

import io.mirrorexperiment.stats.Binomial;
import java.util.Locale;

/**
 * So many of so many runs.
 *
 * @param count from 0 to {@code of}
 * @param of at least 1
 */
record Share(long count, long of) {
    /** Each side of a two-sided interval of 99 %. */
    private static final double SIDE = .005;

    /** In percent, with the exact interval of Clopper and Pearson, of 99 %. */
    String withInterval() {
        return String.format(
                Locale.ROOT,
                "%.2f %% (%.2f – %.2f)",
                100.0 * count / of,
                100 * Binomial.lower(count, of, SIDE),
                100 * Binomial.upper(count, of, SIDE));
    }
}
