package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Totals;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Limits for a dark version that a live one, as it was seen, keeps with room to spare. Pure.
 *
 * @param errorRate limit of the error rate, a fraction
 * @param p95 no more than one in twenty live requests took longer, in milliseconds: an edge of the histogram; empty where none tells
 * @param latency limit of the 95th percentile, in milliseconds: an edge, at least twice {@code p95}; empty where there is none
 */
public record Proposal(double errorRate, OptionalDouble p95, OptionalDouble latency) {
    /** From strict to loose. */
    public static final List<Double> ERROR_RATES = List.of(.01, .02, .05, .1, .2, .5);

    /** Looser ones are proposed only where live itself fails so often. */
    private static final double LOOSEST = .1;

    /** A limit that is this many times what live shows. */
    private static final double ROOM = 2;

    private static final double SHARE = .95;

    /** Of fewer requests one in twenty is none. */
    private static final int FEWEST = 20;

    /** Limits by what live did; empty where it fails so often that no limit would mean anything. */
    public static Optional<Proposal> of(Totals live) {
        double failing = live.requests() == 0 ? 0 : (double) live.bad() / live.requests();
        return ERROR_RATES.stream()
                .filter(limit -> limit >= ROOM * failing)
                .findFirst()
                .map(limit -> new Proposal(
                        limit, p95(live), edge(live, ROOM * p95(live).orElse(Double.NaN))));
    }

    /** The same with the next looser limit of the error rate; empty where a looser one would let too much pass. */
    public Optional<Proposal> looser() {
        return ERROR_RATES.stream()
                .filter(limit -> limit > errorRate && limit <= LOOSEST)
                .findFirst()
                .map(limit -> new Proposal(limit, p95, latency));
    }

    private static OptionalDouble p95(Totals live) {
        List<Bucket> buckets = live.latency().buckets();
        long all = buckets.isEmpty() ? 0 : buckets.get(buckets.size() - 1).count();
        return all < FEWEST
                ? OptionalDouble.empty()
                : buckets.stream()
                        .filter(bucket -> (double) bucket.count() >= SHARE * (double) all)
                        .mapToDouble(Bucket::upperEdge)
                        .filter(Double::isFinite)
                        .findFirst();
    }

    private static OptionalDouble edge(Totals live, double least) {
        return live.latency().buckets().stream()
                .mapToDouble(Bucket::upperEdge)
                .filter(edge -> Double.isFinite(edge) && edge >= least)
                .findFirst();
    }
}
