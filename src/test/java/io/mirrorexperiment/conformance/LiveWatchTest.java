package io.mirrorexperiment.conformance;

import static io.mirrorexperiment.conformance.Given.atLeast;
import static io.mirrorexperiment.conformance.Given.atMost;
import static io.mirrorexperiment.conformance.Given.errors;
import static io.mirrorexperiment.conformance.Given.latencies;
import static io.mirrorexperiment.conformance.Given.overLive;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveWatchTest {
    private static final List<Objective> ERRORS = List.of(atMost("error-rate", .01));
    private static final List<Objective> P95 = List.of(atMost("latency-p95", 100));

    @Test
    void findsALiveVersionThatBreaksItsErrorRate() {
        assertThat(LiveWatch.breaching(ERRORS, errors(50, 1000)))
                .contains("live already breaks error-rate ≤ 0.01: 5 % of 1,000 requests failed, 1 % allowed");
    }

    /** scipy 1.17.1: {@code beta.ppf(.01, 4, 97)} = 0.0083 and {@code beta.ppf(.01, 5, 96)} = 0.0129. */
    @Test
    void wantsEvidenceOfABreach() {
        assertThat(LiveWatch.breaching(ERRORS, errors(4, 100))).isEmpty();
        assertThat(LiveWatch.breaching(ERRORS, errors(5, 100))).isPresent();
        assertThat(LiveWatch.breaching(ERRORS, Totals.NONE)).isEmpty();
        assertThat(LiveWatch.breaching(ERRORS, errors(5, 2))).isEmpty();
    }

    @Test
    void findsAQuantileThatIsBrokenByTheShareAboveItsEdge() {
        assertThat(LiveWatch.breaching(P95, latencies(20_000, 0, 50, 80, 95, 100)))
                .contains(
                        "live already breaks latency-p95 ≤ 100 ms: 20 % of 100 requests took over 100 ms, 5 % allowed");
        assertThat(LiveWatch.breaching(P95, latencies(8_000, 0, 50, 94, 95, 100)))
                .isEmpty();
    }

    @Test
    void findsAMeanThatIsBrokenOnceThereAreEnoughRequests() {
        List<Objective> mean = List.of(atMost("latency-mean", 40));

        assertThat(LiveWatch.breaching(mean, latencies(5000, 0, 50, 80, 100, 100)))
                .contains("live already breaks latency-mean ≤ 40 ms: 50 ms on average over 100 requests");
        assertThat(LiveWatch.breaching(mean, latencies(4950, 0, 50, 80, 99, 99)))
                .isEmpty();
    }

    @Test
    void holdsNeitherLowerNorRelativeLimitsNorCountsAgainstLive() {
        List<Objective> others = List.of(
                atLeast("error-rate", .9),
                overLive("error-rate", 0),
                atMost("error-count", 1),
                atMost("request-count", 1));

        assertThat(LiveWatch.breaching(others, errors(500, 1000))).isEmpty();
    }

    @Test
    void findsErrorsThatMirroringBrought() {
        assertThat(LiveWatch.hurt(List.of(), errors(1, 200), errors(30, 200)))
                .contains(
                        "live errors became worse while mirroring: 15 % of 200 requests failed, before it 0.5 % of 200"
                                + " requests failed");
    }

    @Test
    void findsSlownessThatMirroringBrought() {
        Totals fast = latencies(6_000, 0, 190, 198, 200, 200);
        Totals slow = latencies(16_000, 0, 100, 150, 200, 200);

        assertThat(LiveWatch.hurt(P95, fast, slow))
                .contains("live latency became worse while mirroring: 25 % of 200 requests took over 100 ms, before it"
                        + " 1 % of 200 requests took over 100 ms");
        assertThat(LiveWatch.hurt(P95, slow, fast)).isEmpty();
        assertThat(LiveWatch.hurt(P95, slow, slow)).isEmpty();
        assertThat(LiveWatch.hurt(List.of(), fast, slow)).isEmpty();
    }

    @Test
    void allowsLiveAsMuchMoreAsARelativeLimitDoes() {
        Totals fast = latencies(6_000, 0, 190, 198, 200, 200);
        Totals slow = latencies(16_000, 0, 100, 150, 200, 200);

        assertThat(LiveWatch.hurt(List.of(overLive("latency-p95", 30)), fast, slow))
                .isPresent();
        assertThat(LiveWatch.hurt(List.of(overLive("latency-p95", 150)), fast, slow))
                .isEmpty();
    }

    @Test
    void saysNothingOfAHandfulOfRequests() {
        assertThat(LiveWatch.hurt(List.of(), errors(0, 19), errors(100, 100))).isEmpty();
        assertThat(LiveWatch.hurt(List.of(), errors(0, 100), errors(19, 19))).isEmpty();
        assertThat(LiveWatch.hurt(List.of(), Totals.NONE, errors(100, 100))).isEmpty();
    }

    /** scipy 1.17.1: {@code beta.ppf(.9995, 3, 198)} = 0.0588; {@code beta.ppf(.0005, k, 201-k)} = 0.0570 for 24, 0.0606 for 25. */
    @Test
    void wantsBoundsThatDoNotMeet() {
        assertThat(LiveWatch.hurt(List.of(), errors(2, 200), errors(24, 200))).isEmpty();
        assertThat(LiveWatch.hurt(List.of(), errors(2, 200), errors(25, 200))).isPresent();
    }
}
