package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Promise;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.experiment.Verdict;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Holds a short lane to the product's rule, look after look on the same runs. */
record Agreement(Bound bound, Version version, int looks) {
    private static final double ROUNDING = 1e-9;

    /** Decides at once what the evidence decides: no least number of looks. */
    static final Promise BARE = new Promise(.01, .05, 0, 1, Promise.USUAL.firstStart(), 1);

    /**
     * Checks some runs.
     *
     * @return looks at which both were asked
     * @throws IllegalStateException at the first look at which they decide differently, or the lane says less than the rule
     */
    long check(Trials runs) {
        return runs.each(this::check).stream().mapToLong(Long::longValue).sum();
    }

    private long check(SplittableRandom chance) {
        Supplier<Seen> traffic = version.run(chance);
        Lane lane = bound.lane().get();
        RuleLane rule = new RuleLane(BARE, bound.objectives(), bound.paired());
        for (int look = 1; look <= looks; look++) {
            Seen step = traffic.get();
            lane.look(step);
            rule.look(step);
            require(look, "promotion", lane.promotion(), rule.promotion(), Bound.PROMOTION);
            require(look, "rollback", lane.rollback(), rule.rollback(), Bound.ROLLBACK);
            requireVerdict(look, lane, rule.verdict(step.requests() > 0, false));
        }
        return looks;
    }

    /** What does not suffice may be said to be more than it is, as long as it does not suffice either. */
    private void require(int look, String side, double lane, double rule, double needed) {
        boolean least = lane >= rule - ROUNDING * Math.max(1, Math.abs(rule));
        boolean same = Math.abs(lane - rule) <= ROUNDING * Math.max(1, Math.abs(rule));
        if (!same && !(least && lane < needed && bound.lane().get() instanceof SidesLane)) {
            throw new IllegalStateException(
                    "look " + look + " of " + bound.objectives() + ": " + side + " " + lane + ", by the rule " + rule);
        }
    }

    private static void requireVerdict(int look, Lane lane, Verdict verdict) {
        Verdict expected = Decision.of(lane).verdict();
        if (verdict != expected) {
            throw new IllegalStateException("look " + look + ": " + expected + ", by the rule " + verdict);
        }
    }
}
