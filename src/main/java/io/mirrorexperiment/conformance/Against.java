package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import java.util.OptionalDouble;

/** Holds a value that is there against the limit of its objective. */
final class Against {
    /** Rounding of a sum such as 0.7 + 0.1 must not turn an allowed value into a breach. */
    private static final double ROUNDING = 1e-12;

    private Against() {}

    static Assessment limit(Objective objective, Measured.Value dark, long requests, Totals live) {
        if (objective.limit() instanceof Limit.AtMost most) {
            return assessment(objective, standingAtMost(dark, most.value()), dark, requests);
        }
        if (objective.limit() instanceof Limit.AtLeast least) {
            return assessment(objective, standingAtLeast(dark, least.value()), dark, requests);
        }
        return overLive(objective, ((Limit.AtMostOverLive) objective.limit()).increase(), dark, requests, live);
    }

    private static Standing standingAtMost(Measured.Value value, double limit) {
        if (value.open()) {
            return Standing.BREACHED;
        }
        if (value.most() <= limit) {
            return Standing.MET;
        }
        return value.least() > limit ? Standing.BREACHED : Standing.UNDECIDED;
    }

    private static Standing standingAtLeast(Measured.Value value, double limit) {
        if (value.least() >= limit) {
            return Standing.MET;
        }
        return value.most() < limit ? Standing.BREACHED : Standing.UNDECIDED;
    }

    private static Assessment overLive(
            Objective objective, double increase, Measured.Value dark, long requests, Totals live) {
        Measured measured = comparable(objective, live);
        if (measured instanceof Measured.Value value) {
            return new Assessment(
                    objective,
                    standingOver(value, dark, increase),
                    evidence(
                            dark,
                            OptionalDouble.of(value.shown()),
                            requests,
                            dark.words() + "; live: " + value.words()));
        }
        return new Assessment(
                objective,
                Standing.UNDECIDED,
                evidence(
                        dark,
                        OptionalDouble.empty(),
                        requests,
                        dark.words() + "; nothing to compare with: " + ((Measured.Nothing) measured).reason()));
    }

    /** The dark version gets a share of the requests only, so that bare counts of the two say nothing of each other. */
    private static Measured comparable(Objective objective, Totals live) {
        Metric.Kind kind = objective.metric().kind();
        if (kind == Metric.Kind.REQUEST_COUNT || kind == Metric.Kind.ERROR_COUNT) {
            return new Measured.Nothing("counts of a share and of the whole cannot be compared; use error-rate");
        }
        Measured measured = Measure.of(objective.metric(), objective.cap(), live);
        return measured instanceof Measured.Nothing nothing
                ? new Measured.Nothing("live has " + nothing.reason())
                : measured;
    }

    private static Standing standingOver(Measured.Value live, Measured.Value dark, double increase) {
        if (live.open()) {
            return dark.most() <= allowed(live.least(), increase) ? Standing.MET : Standing.UNDECIDED;
        }
        if (dark.open()) {
            return Standing.BREACHED;
        }
        if (dark.most() <= allowed(live.least(), increase)) {
            return Standing.MET;
        }
        return dark.least() > allowed(live.most(), increase) ? Standing.BREACHED : Standing.UNDECIDED;
    }

    private static double allowed(double live, double increase) {
        double limit = live + increase;
        return limit + ROUNDING * Math.abs(limit);
    }

    private static Assessment assessment(Objective objective, Standing standing, Measured.Value dark, long requests) {
        return new Assessment(objective, standing, evidence(dark, OptionalDouble.empty(), requests, dark.words()));
    }

    private static Evidence evidence(Measured.Value dark, OptionalDouble live, long requests, String words) {
        return new Evidence(
                OptionalDouble.of(dark.shown()), live, OptionalDouble.empty(), OptionalDouble.empty(), requests, words);
    }
}
