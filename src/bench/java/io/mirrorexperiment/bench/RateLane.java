package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.RateEvidence;
import io.mirrorexperiment.stats.RollbackStream;
import java.util.List;
import java.util.function.ToLongFunction;

/** An error rate, or a share of slow requests. */
final class RateLane implements Lane {
    private final double limit;
    private final ToLongFunction<Seen> counted;
    private double requests;
    private double bad;
    private RollbackStream stream = RollbackStream.begun(Bets.RATE_ROLLBACK, RollbackStream.FIRST_START);

    private RateLane(double limit, ToLongFunction<Seen> counted) {
        this.limit = limit;
        this.counted = counted;
    }

    static Lane errors(double limit) {
        return new RateLane(limit, step -> step.dark().bad());
    }

    /**
     * A quantile of the latency.
     *
     * @param edge the limit, an edge of the histogram
     */
    static Lane slow(double quantile, double edge) {
        return new RateLane(1 - quantile, step -> above(step, edge));
    }

    private static long above(Seen step, double edge) {
        List<Bucket> buckets = step.dark().latency().buckets();
        long within = 0;
        for (Bucket bucket : buckets) {
            within = bucket.upperEdge() == edge ? bucket.count() : within;
        }
        return step.dark().requests() - within;
    }

    @Override
    public void look(Seen step) {
        double news = step.dark().requests();
        if (news > 0) {
            double failed = counted.applyAsLong(step);
            requests += news;
            bad += failed;
            stream = stream.plus(RateEvidence.rollbackSteps(news, failed, limit));
        }
    }

    @Override
    public double promotion() {
        return RateEvidence.promotion(requests, bad, limit);
    }

    @Override
    public double rollback() {
        return stream.logEvidence();
    }
}
