package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalTest {
    @ParameterizedTest
    @CsvSource({
        "1000, 0, .01",
        "1000, 5, .01",
        "1000, 6, .02",
        "1000, 25, .05",
        "1000, 26, .1",
        "1000, 100, .2",
        "4, 1, .5"
    })
    void theErrorRateLeavesLiveTwiceWhatItShows(long requests, long bad, double limit) {
        assertThat(Proposal.of(totals(requests, bad, Histogram.EMPTY))
                        .orElseThrow()
                        .errorRate())
                .isEqualTo(limit);
    }

    @Test
    void nothingIsProposedByALiveVersionThatMostlyFails() {
        assertThat(Proposal.of(totals(100, 26, Histogram.EMPTY))).isEmpty();
    }

    /** 950 of 1000 are at most 25; twice that is 50, and 50 is an edge. */
    @Test
    void theLatencyIsAnEdgeFromTwiceWhatLiveShowsOn() {
        Proposal proposal = Proposal.of(totals(1000, 0, histogram(10, 500, 25, 950, 50, 999, 100, 1000)))
                .orElseThrow();

        assertThat(proposal.p95()).hasValue(25);
        assertThat(proposal.latency()).hasValue(50);
    }

    @Test
    void anEdgeThatIsNotQuiteTwiceIsPassedOver() {
        assertThat(Proposal.of(totals(1000, 0, histogram(25, 1000, 49, 1000, 250, 1000)))
                        .orElseThrow()
                        .latency())
                .hasValue(250);
    }

    @Test
    void noLatencyIsProposedByFewRequestsOrWithoutEdges() {
        assertThat(List.of(
                        totals(19, 0, histogram(25, 19, 50, 19)),
                        totals(1000, 0, Histogram.EMPTY),
                        totals(1000, 0, histogram(25, 10)),
                        totals(1000, 0, histogram(25, 1000))))
                .allSatisfy(live ->
                        assertThat(Proposal.of(live).orElseThrow().latency()).isEqualTo(OptionalDouble.empty()));
    }

    @Test
    void itIsLoosenedToOneInTenAndNoFarther() {
        Proposal strict = Proposal.of(totals(1000, 0, Histogram.EMPTY)).orElseThrow();

        assertThat(strict.looser().orElseThrow().errorRate()).isEqualTo(.02);
        assertThat(new Proposal(.1, OptionalDouble.empty(), OptionalDouble.empty()).looser())
                .isEmpty();
    }

    private static Totals totals(long requests, long bad, Histogram latency) {
        return new Totals(requests, bad, latency, 0);
    }

    /** Edges and cumulative counts by turns; the infinite edge has 1000, or what the last has if that is fewer than 20. */
    private static Histogram histogram(long... pairs) {
        List<Bucket> buckets = new java.util.ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            buckets.add(new Bucket(pairs[i], pairs[i + 1]));
        }
        long last = pairs[pairs.length - 1];
        buckets.add(new Bucket(Double.POSITIVE_INFINITY, last < 20 && pairs.length > 2 ? last : 1000));
        return new Histogram(buckets, 1);
    }
}
