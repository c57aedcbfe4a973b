package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How the evidence on one objective grew, look by look, as natural logarithms of odds; at the beginning, before any request, odds of
 * 1 : 1.
 *
 * @param standing how the objective stands at the newest look
 * @param points in the order of time
 */
record EvidenceTrail(Standing standing, List<Point> points) {
    EvidenceTrail {
        points = List.copyOf(points);
    }

    /**
     * One look.
     *
     * @param requests of the dark version that were judged
     */
    record Point(long requests, double promotion, double rollback) {
        private static final Point START = new Point(0, 0, 0);
    }

    /** One for each objective that was weighed, in the order of the spec. */
    static List<EvidenceTrail> of(Facts facts) {
        return facts.objectives().stream()
                .map(standing -> new EvidenceTrail(standing, points(facts, standing.objective())))
                .filter(trail -> trail.points().size() > 1)
                .toList();
    }

    private static List<Point> points(Facts facts, Objective objective) {
        List<Point> points = new ArrayList<>(List.of(Point.START));
        for (Entry.Iterated look : facts.ticks()) {
            weight(look, objective)
                    .map(weight -> new Point(look.dark().requests(), weight.promotion(), weight.rollback()))
                    .ifPresent(points::add);
        }
        return points;
    }

    static Optional<Weight> weight(Entry.Iterated look, Objective objective) {
        return look.assessments().stream()
                .filter(each -> each.objective().equals(objective))
                .findFirst()
                .flatMap(each -> each.evidence().weight());
    }

    /** What a rollback needs is the mean of the odds over all objectives; they are weighed at the same looks. */
    static List<Point> together(List<EvidenceTrail> trails) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < trails.get(0).points().size(); i++) {
            int at = i;
            points.add(new Point(
                    trails.get(0).points().get(i).requests(),
                    trails.stream()
                            .mapToDouble(trail -> trail.points().get(at).promotion())
                            .min()
                            .orElse(0),
                    mean(trails.stream()
                            .mapToDouble(trail -> trail.points().get(at).rollback()))));
        }
        return points;
    }

    private static double mean(DoubleStream logs) {
        double[] all = logs.toArray();
        double most = DoubleStream.of(all).max().orElse(0);
        return Double.isInfinite(most)
                ? most
                : most
                        + Math.log(DoubleStream.of(all)
                                        .map(log -> Math.exp(log - most))
                                        .sum()
                                / all.length);
    }

    Point last() {
        return points.get(points.size() - 1);
    }

    /** The first look whose odds suffice for a promotion, if the odds stayed so; the evidence counts as it is, not at its best. */
    Optional<Point> crossing(double enough) {
        Optional<Point> first = Optional.empty();
        for (Point point : points) {
            first = point.promotion() < enough ? Optional.empty() : first.or(() -> Optional.of(point));
        }
        return first;
    }
}
