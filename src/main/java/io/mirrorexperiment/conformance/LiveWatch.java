package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.stats.Binomial;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Guards the live version: whether it breaks the objectives before anything began, and whether mirroring hurts it. Pure. */
public final class LiveWatch {
    private static final double BREACHING_ERROR = 0.01;
    private static final double HURT_ERROR = 0.0005;
    private static final long ENOUGH_FOR_A_MEAN = 100;
    private static final long ENOUGH_TO_COMPARE = 20;

    private LiveWatch() {}

    /**
     * How the live version already breaks an objective, on evidence only: at 99 % for an error rate and for a quantile (by the share of
     * requests above the smallest bucket edge that is not under the limit), and for a mean from 100 requests on. Objectives with a lower
     * limit, relative to live or on bare counts say nothing of a version's health.
     *
     * @param baseline what the live version did before the mirror opened
     * @return a sentence; empty where nothing shows a breach
     */
    public static Optional<String> breaching(List<Objective> objectives, Totals baseline) {
        return Oddity.of(baseline).isPresent()
                ? Optional.empty()
                : objectives.stream()
                        .flatMap(objective -> breaching(objective, baseline).stream())
                        .findFirst();
    }

    /**
     * How the live version became worse than its own baseline, on evidence only: of its failed requests, and for every latency objective
     * of the requests above the smallest bucket edge that is not under the limit, the lower 99.95 % bound is above the upper 99.95 % bound
     * of the baseline. With under 20 requests on either side nothing is said.
     *
     * @param baseline what the live version did before the mirror opened
     * @param since what it did since
     * @return a sentence with both numbers; empty where nothing shows harm
     */
    public static Optional<String> hurt(List<Objective> objectives, Totals baseline, Totals since) {
        if (Oddity.of(baseline).isPresent() || Oddity.of(since).isPresent()) {
            return Optional.empty();
        }
        Stream<String> errors = worse("live errors", Share.ofErrors(baseline), Share.ofErrors(since)).stream();
        Stream<String> slow = objectives.stream()
                .filter(objective -> objective.metric().isLatency())
                .flatMap(objective -> slower(objective, baseline, since).stream());
        return Stream.concat(errors, slow).findFirst();
    }

    private static Optional<String> breaching(Objective objective, Totals baseline) {
        if (!(objective.limit() instanceof Limit.AtMost limit)) {
            return Optional.empty();
        }
        return switch (objective.metric().kind()) {
            case ERROR_RATE -> beyond(objective, Share.ofErrors(baseline), limit.value());
            case LATENCY_QUANTILE ->
                Share.ofSlow(baseline, limit.value())
                        .flatMap(slow ->
                                beyond(objective, slow, 1 - objective.metric().quantile()));
            case LATENCY_MEAN -> meanBeyond(objective, baseline, limit.value());
            case REQUEST_COUNT, ERROR_COUNT, QUERIED -> Optional.empty();
        };
    }

    private static Optional<String> beyond(Objective objective, Share share, double allowed) {
        return share.lower(BREACHING_ERROR) > allowed
                ? Optional.of("live already breaks " + objective.words() + ": " + share.words() + ", "
                        + Words.percent(allowed) + " allowed")
                : Optional.empty();
    }

    private static Optional<String> meanBeyond(Objective objective, Totals baseline, double limit) {
        return Histograms.count(baseline.latency()) >= ENOUGH_FOR_A_MEAN
                        && Measure.of(objective.metric(), objective.cap(), baseline) instanceof Measured.Value mean
                        && mean.least() > limit
                ? Optional.of("live already breaks " + objective.words() + ": " + mean.words())
                : Optional.empty();
    }

    private static Optional<String> slower(Objective objective, Totals baseline, Totals since) {
        return edgeOf(objective, baseline)
                .flatMap(edge -> Share.ofSlow(baseline, edge).flatMap(before -> Share.ofSlow(since, before.edge())
                        .filter(now -> now.edge() == before.edge())
                        .flatMap(now -> worse("live latency", before, now))));
    }

    /** Relative objectives allow live, too, only so much more than it had. */
    private static Optional<Double> edgeOf(Objective objective, Totals baseline) {
        if (objective.limit() instanceof Limit.AtMost most) {
            return Optional.of(most.value());
        }
        return objective.limit() instanceof Limit.AtMostOverLive over
                        && Measure.of(objective.metric(), objective.cap(), baseline) instanceof Measured.Value value
                ? Optional.of(value.shown() + over.increase())
                : Optional.empty();
    }

    private static Optional<String> worse(String what, Share before, Share now) {
        boolean enough = before.all() >= ENOUGH_TO_COMPARE && now.all() >= ENOUGH_TO_COMPARE;
        return enough && now.lower(HURT_ERROR) > before.upper(HURT_ERROR)
                ? Optional.of(what + " became worse while mirroring: " + now.words() + ", before it " + before.words())
                : Optional.empty();
    }

    /** So many of so many requests; {@code edge} is NaN for failed ones. */
    private record Share(long some, long all, double edge) {
        static Share ofErrors(Totals totals) {
            return new Share(totals.bad(), totals.requests(), Double.NaN);
        }

        static Optional<Share> ofSlow(Totals totals, double limit) {
            long count = Histograms.count(totals.latency());
            return Histograms.smallestFrom(totals.latency(), limit)
                    .map(bucket -> new Share(count - bucket.count(), count, bucket.upperEdge()));
        }

        double lower(double error) {
            return Binomial.lower(some, all, error);
        }

        double upper(double error) {
            return Binomial.upper(some, all, error);
        }

        String words() {
            String share = all == 0 ? "0 %" : Words.percent((double) some / all);
            String kind = Double.isNaN(edge) ? " failed" : " took over " + Words.millis(edge);
            return share + " of " + Words.count(all, "request") + kind;
        }
    }
}
