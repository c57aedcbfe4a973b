package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.report.LatencyShares.Bin;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Parts of requests between edges of histograms. */
class LatencySharesTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final double[] EDGES = {5, 10, 25, 50, 100, INFINITE};

    @Test
    void edgesThatOnlyOneHasAreLeftOut() {
        Totals live = totals(new Bucket(10, 2), new Bucket(20, 3), new Bucket(INFINITE, 4));
        Totals dark = totals(new Bucket(10, 0), new Bucket(25, 5), new Bucket(INFINITE, 10));

        LatencyShares shares = LatencyShares.of(live, dark);

        assertThat(shares.bins()).containsExactly(new Bin(0, 10, 0.5, 0), new Bin(10, INFINITE, 0.5, 1));
        assertThat(shares.bins()).extracting(Bin::words).containsExactly("0–10 ms", "over 10 ms");
    }

    @Test
    void nothingIsShownOfAVersionWithoutAHistogram() {
        Totals live = totals(new Bucket(10, 2), new Bucket(INFINITE, 4));

        assertThat(LatencyShares.of(live, new Totals(7, 0, Histogram.EMPTY, 0)).isEmpty())
                .isTrue();
        assertThat(LatencyShares.of(Totals.NONE, live).isEmpty()).isTrue();
        assertThat(LatencyShares.of(Totals.NONE, Totals.NONE).isEmpty()).isTrue();
    }

    @Property(tries = 200)
    void partsOfEachVersionAddUpToAllOfIt(@ForAll("counts") List<Integer> live, @ForAll("counts") List<Integer> dark) {
        LatencyShares shares = LatencyShares.of(totals(live), totals(dark));

        assertThat(shares.bins().stream().mapToDouble(Bin::live).sum()).isEqualTo(any(live), Offset.offset(1e-9));
        assertThat(shares.bins().stream().mapToDouble(Bin::dark).sum()).isEqualTo(any(dark), Offset.offset(1e-9));
        if (!shares.isEmpty()) {
            assertThat(shares.bins().get(0).isEmpty()).isFalse();
            assertThat(shares.bins().get(shares.bins().size() - 1).isEmpty()).isFalse();
        }
    }

    @Provide
    Arbitrary<List<Integer>> counts() {
        return Arbitraries.integers().between(0, 3).list().ofSize(EDGES.length);
    }

    private static double any(List<Integer> counts) {
        return counts.stream().anyMatch(count -> count > 0) ? 1 : 0;
    }

    private static Totals totals(List<Integer> counts) {
        List<Bucket> buckets = new ArrayList<>();
        long below = 0;
        for (int i = 0; i < EDGES.length; i++) {
            below += counts.get(i);
            buckets.add(new Bucket(EDGES[i], below));
        }
        return totals(buckets.toArray(Bucket[]::new));
    }

    private static Totals totals(Bucket... buckets) {
        return new Totals(buckets[buckets.length - 1].count(), 0, new Histogram(List.of(buckets), 0), 0);
    }
}
