package io.mirrorexperiment.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Many runs, each with chances of its own; the same seed gives the same runs, whatever the number of threads.
 *
 * @param seed of all of them
 * @param count how many
 */
record Trials(long seed, int count) {
    /** What each run came to, in their order; on all processors. */
    <T> List<T> each(Function<SplittableRandom, T> run) {
        return seeds().parallel()
                .mapToObj(each -> run.apply(new SplittableRandom(each)))
                .toList();
    }

    /** The first few of the same runs. */
    Trials first(int few) {
        return new Trials(seed, Math.min(count, few));
    }

    private LongStream seeds() {
        return LongStream.of(new SplittableRandom(seed).longs(count).toArray());
    }
}
