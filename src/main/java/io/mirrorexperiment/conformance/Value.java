package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Weight;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The value of a metric over totals, for whoever holds it against a limit without a rule of this room.
 *
 * @param number the value, finite; empty where there is none
 * @param words what it rests on, or why there is none
 * @param open whether the true value lies somewhere above the number
 */
public record Value(OptionalDouble number, String words, boolean open) {
    private static final double EVEN = Math.log(1.1);

    /** No value. */
    public static Value none(String reason) {
        return new Value(OptionalDouble.empty(), reason, false);
    }

    /** The value of a metric of the catalogue; none without any request, or where the totals contradict themselves. */
    public static Value of(Metric metric, Totals totals) {
        return of(Measure.of(metric, OptionalDouble.empty(), totals));
    }

    /** The share of requests that took at most so many milliseconds; none where the histogram has no such edge. */
    public static Value within(int millis, Totals totals) {
        Value mean = of(Metric.LATENCY_MEAN, totals);
        if (mean.number.isEmpty()) {
            return mean;
        }
        Optional<Bucket> edge = totals.latency().buckets().stream()
                .filter(bucket -> bucket.upperEdge() == millis)
                .findFirst();
        long all = Histograms.count(totals.latency());
        return edge.map(bucket -> new Value(
                        OptionalDouble.of((double) bucket.count() / all),
                        Words.count(bucket.count()) + " of " + Words.count(all, "request") + " within " + millis
                                + " ms",
                        false))
                .orElseGet(() -> none("the latency histogram has no edge at " + millis + " ms"));
    }

    /** How much counted totals weigh for or against an objective, as a sentence's end; empty where that cannot be said. */
    public static Optional<String> evidence(Objective objective, Totals totals) {
        Seen seen = new Seen(totals, Totals.NONE);
        return new PointRule(false)
                .weigh(List.of(objective), new Sample(seen, seen, Ledger.EMPTY)).assessments().stream()
                        .flatMap(each -> each.evidence().weight().stream())
                        .flatMap(weight -> odds(weight).stream())
                        .findFirst();
    }

    /** Even odds say nothing. */
    private static Optional<String> odds(Weight weight) {
        boolean kept = weight.promotion() >= weight.rollback();
        double log = kept ? weight.promotion() : weight.rollback();
        return log < EVEN
                ? Optional.empty()
                : Optional.of("evidence " + Words.odds(log) + " that it is " + (kept ? "kept" : "broken"));
    }

    private static Value of(Measured measured) {
        return measured instanceof Measured.Value value
                ? new Value(OptionalDouble.of(value.shown()), value.words(), value.open())
                : none(((Measured.Nothing) measured).reason());
    }
}
