package io.mirrorexperiment.bench;

import io.mirrorexperiment.cluster.ClusterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Whole runs in sandboxes beside each other.
 *
 * @param seed of the first; the next ones count on
 * @param count how many
 * @param atOnce how many of them at a time
 */
record Worlds(long seed, int count, int atOnce) {
    private static final int ATTEMPTS = 5;

    /** What they came to, in the order of their seeds. */
    List<Played> play(LongFunction<Shop> shops) {
        ExecutorService crew = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<Played>> futures = crew.invokeAll(LongStream.range(seed, seed + count)
                    .<Callable<Played>>mapToObj(each -> () -> patiently(shops.apply(each)))
                    .toList());
            return futures.stream().map(Worlds::got).toList();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            crew.shutdownNow();
        }
    }

    private static Played got(Future<Played> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run in the sandbox failed", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted before all runs had ended", e);
    }

    /** On a machine that is busy with other things a world may be too slow to be entered; then another one is made. */
    private static Played patiently(Shop shop) {
        for (int attempt = 1; ; attempt++) {
            try {
                return played(shop);
            } catch (ClusterException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Played played(Shop shop) {
        try {
            Path folder = Files.createTempDirectory("mirror-experiment-bench-");
            try {
                return Played.of(shop.play(folder));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the journal of a run", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
