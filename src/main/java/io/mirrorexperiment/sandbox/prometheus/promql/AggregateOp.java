package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The aggregation operators that are understood here. */
enum AggregateOp {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT,
    GROUP,
    STDDEV,
    STDVAR,
    TOPK,
    BOTTOMK,
    QUANTILE;

    static Optional<AggregateOp> named(String word) {
        return Arrays.stream(values()).filter(op -> op.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it picks elements instead of making one of them all. */
    boolean keepsElements() {
        return this == TOPK || this == BOTTOMK;
    }

    boolean takesParameter() {
        return keepsElements() || this == QUANTILE;
    }
}
