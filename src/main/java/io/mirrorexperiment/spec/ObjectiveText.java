package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Objective;
import java.util.LinkedHashMap;
import java.util.Map;

/** One objective as an entry of a spec. */
final class ObjectiveText {
    private static final double EXACT = 1L << 53;

    private ObjectiveText() {}

    static Map<String, Object> of(Objective objective) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("metric", objective.metric().name());
        if (objective.limit() instanceof Limit.AtMost most) {
            entry.put("upperLimit", number(most.value()));
        } else if (objective.limit() instanceof Limit.AtLeast least) {
            entry.put("lowerLimit", number(least.value()));
        } else {
            entry.put("maxIncreaseVsLive", number(((Limit.AtMostOverLive) objective.limit()).increase()));
        }
        objective.cap().ifPresent(cap -> entry.put("cap", number(cap)));
        return entry;
    }

    /** A whole number without a point. */
    static Number number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT;
        if (whole) {
            return (long) value;
        }
        return value;
    }
}
