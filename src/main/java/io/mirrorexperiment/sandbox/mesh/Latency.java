package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
import java.util.Random;

/** How long a workload takes over a request: a distribution to draw from. */
public sealed interface Latency {
    /** One draw, never negative; changes the state of {@code chance}. */
    Duration draw(Random chance);

    /** Normally distributed, cut off at 0. */
    record Normal(Duration mean, Duration deviation) implements Latency {
        /** Checks that neither is negative. */
        public Normal {
            require(!mean.isNegative() && !deviation.isNegative(), "a latency can't be negative");
        }

        @Override
        public Duration draw(Random chance) {
            double nanos = mean.toNanos() + chance.nextGaussian() * deviation.toNanos();
            return Duration.ofNanos(Math.max(0, Math.round(nanos)));
        }
    }

    /**
     * Log-normally distributed: half of the requests take at most the median, 95 % at most {@code p95}. The logarithm's
     * deviation is ln(p95 ÷ median) ÷ 1.6448536, the 95 % point of the standard normal distribution.
     */
    record Lognormal(Duration median, Duration p95) implements Latency {
        private static final double NORMAL_95 = 1.6448536269514722;

        /** Checks that 0 < median ≤ p95. */
        public Lognormal {
            require(median.toNanos() > 0 && p95.compareTo(median) >= 0, "it must hold 0 < median ≤ p95");
        }

        @Override
        public Duration draw(Random chance) {
            double sigma = Math.log((double) p95.toNanos() / median.toNanos()) / NORMAL_95;
            return Duration.ofNanos(Math.round(median.toNanos() * Math.exp(sigma * chance.nextGaussian())));
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
