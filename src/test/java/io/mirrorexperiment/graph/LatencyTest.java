package io.mirrorexperiment.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Quantiles out of buckets, as {@code histogram_quantile} of Prometheus has them. */
class LatencyTest {
    private static final double ALL = Double.POSITIVE_INFINITY;

    /** By hand: the 95th of 100 is the 5th of the 10 between 25 and 50 ms, which is 25 + 25 × 5/10. */
    @Test
    void isLinearWithinABucket() {
        Latency latency = latency(Map.of(10.0, 50.0, 25.0, 90.0, 50.0, 100.0, ALL, 100.0), OptionalDouble.of(1500));

        assertThat(latency.mean()).hasValue(15);
        assertThat(latency.p50()).hasValue(10);
        assertThat(latency.p90()).hasValue(25);
        assertThat(latency.p95().orElseThrow()).isCloseTo(37.5, within(1e-9));
        assertThat(latency.p99().orElseThrow()).isCloseTo(47.5, within(1e-9));
    }

    @Test
    void beyondTheLastEdgeOnlyThatEdgeIsKnown() {
        assertThat(latency(Map.of(10.0, 1.0, ALL, 100.0), OptionalDouble.empty())
                        .p95())
                .hasValue(10);
    }

    @Test
    void nothingIsSaidOfNoRequests() {
        assertThat(latency(Map.of(10.0, 0.0, ALL, 0.0), OptionalDouble.of(0))).isEqualTo(Latency.UNKNOWN);
        assertThat(latency(Map.of(), OptionalDouble.of(3))).isEqualTo(Latency.UNKNOWN);
        assertThat(latency(Map.of(10.0, 3.0), OptionalDouble.of(3))).isEqualTo(Latency.UNKNOWN);
    }

    @Test
    void bucketsThatFallByAHairAreTakenAsLevel() {
        Latency latency = latency(Map.of(10.0, 5.0000001, 25.0, 5.0, ALL, 5.0), OptionalDouble.empty());

        assertThat(latency.p99().orElseThrow()).isBetween(9.0, 10.0);
    }

    private static Latency latency(Map<Double, Double> buckets, OptionalDouble sum) {
        return Latency.of(new TreeMap<>(buckets), sum);
    }
}
