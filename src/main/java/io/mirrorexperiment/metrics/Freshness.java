package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether counters are about the instant that was asked about. Pure.
 *
 * <p>The newest sample of all pods counts: a pod that is gone, or whose scrape fails, stands still for a while, and a counter that
 * stands still adds no evidence; but if all stand still, nobody scrapes.
 *
 * @param limit how old the newest sample may be
 * @param offset how far the server's clock, which stamped the samples, is ahead of ours
 */
record Freshness(Duration limit, Duration offset) {
    /** A sample may not be from after the instant; this much is rounding. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    /** The counters with sample times by our own clock. */
    Reading.Counters checked(Reading.Counters counters, Instant at) throws OddAnswerException {
        Map<String, Reading.Series> ours = new TreeMap<>();
        Instant newest = Instant.MIN;
        for (Map.Entry<String, Reading.Series> pod : counters.series().entrySet()) {
            Reading.Series series = pod.getValue();
            Instant sampledAt = series.sampledAt().minus(offset);
            newest = sampledAt.isAfter(newest) ? sampledAt : newest;
            ours.put(pod.getKey(), new Reading.Series(sampledAt, series.requests(), series.bad(), series.latency()));
        }
        refuseOdd(newest, at);
        return new Reading.Counters(ours);
    }

    private void refuseOdd(Instant newest, Instant at) throws OddAnswerException {
        Duration age = Duration.between(newest, at);
        if (age.compareTo(ROUNDING.negated()) < 0) {
            throw new OddAnswerException("its newest sample is " + age.negated().toSeconds()
                    + " s after the instant that was asked about" + corrected());
        }
        if (age.compareTo(limit) > 0) {
            throw new OddAnswerException("stale: its newest sample is " + age.toSeconds() + " s old, and at most "
                    + limit.toSeconds() + " s are allowed; does it still scrape the proxies?" + corrected());
        }
    }

    private String corrected() {
        return offset.isZero() ? "" : " (its clock is " + IoTrouble.seconds(offset) + " ahead of ours; corrected)";
    }
}
