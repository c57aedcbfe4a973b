package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import java.util.Optional;
import java.util.OptionalDouble;

/** Takes the value of a metric from totals. */
final class Measure {
    private Measure() {}

    /**
     * The metric's value, or why there is none: odd totals, no request, no latency.
     *
     * @param cap for a mean latency: a request counts as at most this many milliseconds
     */
    static Measured of(Metric metric, OptionalDouble cap, Totals totals) {
        Optional<String> odd = Oddity.of(totals);
        if (odd.isPresent()) {
            return new Measured.Nothing("counters that contradict themselves: " + odd.get());
        }
        return totals.requests() == 0 ? new Measured.Nothing("no requests") : ofSound(metric, cap, totals);
    }

    private static Measured ofSound(Metric metric, OptionalDouble cap, Totals totals) {
        return switch (metric.kind()) {
            case REQUEST_COUNT ->
                Measured.Value.exact((double) totals.requests(), Words.count(totals.requests(), "request"));
            case ERROR_COUNT ->
                Measured.Value.exact(
                        (double) totals.bad(),
                        Words.count(totals.bad(), "error") + " in " + Words.count(totals.requests(), "request"));
            case ERROR_RATE -> errorRate(totals);
            case LATENCY_MEAN -> latency(totals, Latency::mean, cap);
            case LATENCY_QUANTILE ->
                latency(totals, (histogram, unused) -> Latency.quantile(histogram, metric.quantile()), cap);
            case QUERIED -> new Measured.Nothing("counters do not tell it");
        };
    }

    private static Measured errorRate(Totals totals) {
        double share = (double) totals.bad() / totals.requests();
        return Measured.Value.exact(
                share,
                Words.percent(share) + " of " + Words.count(totals.requests(), "request") + " ("
                        + Words.count(totals.bad(), "error") + ")");
    }

    private interface OfLatency {
        Measured of(Histogram histogram, OptionalDouble cap);
    }

    private static Measured latency(Totals totals, OfLatency value, OptionalDouble cap) {
        Histogram histogram = totals.latency();
        if (histogram.buckets().isEmpty()) {
            return new Measured.Nothing("no latency histogram");
        }
        return Histograms.count(histogram) == 0
                ? new Measured.Nothing("no request in the latency histogram")
                : value.of(histogram, cap);
    }
}
