package io.mirrorexperiment.conformance;

import io.mirrorexperiment.stats.SampleSize;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a decision is away.
 *
 * @param left requests until it comes if the share of bad ones stays as it is; empty where it never comes or nobody can say
 * @param errorFree whether none was bad so far
 */
record Remaining(OptionalLong left, boolean errorFree) {
    static Remaining of(Optional<Scale.Share> share, Promise promise) {
        return share.filter(known -> known.requests() > 0)
                .map(known -> new Remaining(left(known, promise), known.bad() == 0))
                .orElseGet(() -> new Remaining(OptionalLong.empty(), false));
    }

    private static OptionalLong left(Scale.Share share, Promise promise) {
        OptionalDouble needed = needed(share, promise);
        return needed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Math.max(0, (long) Math.ceil(needed.getAsDouble() * promise.burst()) - share.requests()));
    }

    private static OptionalDouble needed(Scale.Share share, Promise promise) {
        double rate = (double) share.bad() / share.requests();
        double eased = promise.eased(share.limit());
        if (rate < eased) {
            return promotion(eased, rate / eased, promise.falsePromotion());
        }
        return share.limit() > 0 && share.limit() < 1
                ? SampleSize.rollback(share.limit(), rate / share.limit(), promise.falseRollback())
                : OptionalDouble.empty();
    }

    private static OptionalDouble promotion(double limit, double ratio, double alpha) {
        return limit < 1 ? SampleSize.promotion(limit, ratio, alpha) : OptionalDouble.empty();
    }
}
