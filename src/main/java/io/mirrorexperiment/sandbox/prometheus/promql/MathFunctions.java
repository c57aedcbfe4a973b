package io.mirrorexperiment.sandbox.prometheus.promql;

import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.SCALAR;
import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.VECTOR;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of one value at a time. */
final class MathFunctions {
    private static final double LN_2 = Math.log(2);

    private MathFunctions() {}

    static List<Function> all() {
        return List.of(
                of("abs", Math::abs),
                of("ceil", Math::ceil),
                of("floor", Math::floor),
                of("exp", Math::exp),
                of("sqrt", Math::sqrt),
                of("ln", Math::log),
                of("log2", MathFunctions::log2),
                of("log10", Math::log10),
                of("sgn", value -> Double.isNaN(value) ? value : Math.signum(value)),
                Function.of(
                        "clamp", VECTOR, call -> clamp(call, call.scalar(1), call.scalar(2)), VECTOR, SCALAR, SCALAR),
                Function.of(
                        "clamp_min",
                        VECTOR,
                        call -> clamp(call, call.scalar(1), Double.POSITIVE_INFINITY),
                        VECTOR,
                        SCALAR),
                Function.of(
                        "clamp_max",
                        VECTOR,
                        call -> clamp(call, Double.NEGATIVE_INFINITY, call.scalar(1)),
                        VECTOR,
                        SCALAR),
                new Function("round", List.of(VECTOR, SCALAR), 1, 2, VECTOR, MathFunctions::round));
    }

    private static Function of(String name, DoubleUnaryOperator change) {
        return Function.of(name, VECTOR, call -> call.mapped(0, change), VECTOR);
    }

    /** Exact for powers of two, as Go's is. */
    private static double log2(double value) {
        boolean powerOfTwo = value >= Double.MIN_NORMAL
                && !Double.isInfinite(value)
                && Math.scalb(1.0, Math.getExponent(value)) == value;
        return powerOfTwo ? Math.getExponent(value) : Math.log(value) / LN_2;
    }

    private static Value clamp(Invocation call, double least, double most) {
        return most < least ? Value.Vector.EMPTY : call.mapped(0, value -> Math.max(least, Math.min(most, value)));
    }

    /** To the nearest multiple, ties upwards; divides by the inverse as Prometheus does, which loses fewer digits. */
    private static Value round(Invocation call) {
        double inverse = 1 / (call.arguments().size() > 1 ? call.scalar(1) : 1);
        return call.mapped(0, value -> Math.floor(value * inverse + 0.5) / inverse);
    }
}
