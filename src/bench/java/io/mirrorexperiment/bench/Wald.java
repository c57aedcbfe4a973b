package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import java.util.function.ToLongFunction;

/**
 * The sequential probability ratio test of a version's true rate against its limit (Wald, 1945), with the same errors. Nobody knows the
 * true rate, so no rule can be it; but none that bounds both errors needs fewer requests in the mean.
 */
final class Wald {
    private static final double FALSE_PROMOTION = .01;
    private static final double FALSE_ROLLBACK = .05;

    private final double ofBad;
    private final double ofGood;
    private final double high;
    private final double low;
    private final ToLongFunction<Seen> counted;
    private double evidence;

    /**
     * Before the first look.
     *
     * @param counted requests that are bad
     */
    Wald(double limit, double truth, ToLongFunction<Seen> counted) {
        boolean good = truth < limit;
        this.ofBad = Math.log(truth / limit);
        this.ofGood = Math.log1p(-truth) - Math.log1p(-limit);
        double right = good ? FALSE_PROMOTION : FALSE_ROLLBACK;
        double wrong = good ? FALSE_ROLLBACK : FALSE_PROMOTION;
        this.high = Math.log((1 - wrong) / right);
        this.low = Math.log(wrong / (1 - right));
        this.counted = counted;
    }

    void look(Seen step) {
        long bad = counted.applyAsLong(step);
        evidence += bad == 0 ? 0 : (double) bad * ofBad;
        evidence += (double) (step.requests() - bad) * ofGood;
    }

    boolean decided() {
        return evidence >= high || evidence <= low;
    }
}
