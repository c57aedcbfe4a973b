package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.Buckets;
import io.mirrorexperiment.stats.MeanEvidence;
import io.mirrorexperiment.stats.RollbackStream;
import java.util.ArrayList;
import java.util.List;

/** A mean latency, from histogram and sum. */
final class MeanLane implements Lane {
    private final double limit;
    private final double cap;
    private final double[] won = new double[Bets.MEAN_PROMOTION.size()];
    private RollbackStream stream = RollbackStream.begun(Bets.MEAN_ROLLBACK, RollbackStream.FIRST_START);

    MeanLane(double limit, double cap) {
        this.limit = limit;
        this.cap = cap;
    }

    @Override
    public void look(Seen step) {
        Buckets buckets = buckets(step);
        double[] more = MeanEvidence.promotionSteps(buckets, limit, cap);
        for (int k = 0; k < won.length; k++) {
            won[k] += more[k];
        }
        stream = stream.plus(MeanEvidence.rollbackSteps(buckets, limit));
    }

    private static Buckets buckets(Seen step) {
        List<Double> edges = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long before = 0;
        for (Bucket bucket : step.dark().latency().buckets()) {
            edges.add(bucket.upperEdge());
            counts.add(bucket.count() - before);
            before = bucket.count();
        }
        return new Buckets(edges, counts, step.dark().latency().sum());
    }

    @Override
    public double promotion() {
        return Bets.MEAN_PROMOTION.together(won);
    }

    @Override
    public double rollback() {
        return stream.logEvidence();
    }
}
