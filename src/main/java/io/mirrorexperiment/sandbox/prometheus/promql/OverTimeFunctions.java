package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Window;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/** Functions that reduce a window of samples to one value: {@code sum_over_time} and its relatives. */
final class OverTimeFunctions {
    private OverTimeFunctions() {}

    static List<Function> all() {
        return List.of(
                of("sum_over_time", OverTimeFunctions::sum),
                of("avg_over_time", OverTimeFunctions::mean),
                of("min_over_time", window -> extreme(window, (value, best) -> value < best)),
                of("max_over_time", window -> extreme(window, (value, best) -> value > best)),
                of("count_over_time", window -> window.samples().size()),
                of("present_over_time", window -> 1),
                Function.of("last_over_time", ValueType.VECTOR, OverTimeFunctions::last, ValueType.MATRIX),
                Function.of(
                        "quantile_over_time",
                        ValueType.VECTOR,
                        OverTimeFunctions::quantile,
                        ValueType.SCALAR,
                        ValueType.MATRIX));
    }

    private static Function of(String name, ToDoubleFunction<Window> reduction) {
        Function.Body body = call -> call.reduced(0, window -> OptionalDouble.of(reduction.applyAsDouble(window)));
        return Function.of(name, ValueType.VECTOR, body, ValueType.MATRIX);
    }

    private static double sum(Window window) {
        return CarefulSum.of(values(window));
    }

    private static double mean(Window window) {
        return Means.of(values(window));
    }

    private static double extreme(Window window, BiPredicate<Double, Double> better) {
        double best = window.first().value();
        for (Sample sample : window.samples()) {
            if (Double.isNaN(best) || better.test(sample.value(), best)) {
                best = sample.value();
            }
        }
        return best;
    }

    /** The only one of the family that keeps the metric's name. */
    private static Value last(Invocation call) {
        return new Value.Vector(call.matrix(0).windows().stream()
                .map(window -> new Value.Element(
                        window.labels(), window.last().value(), call.moment().at()))
                .toList());
    }

    private static Value quantile(Invocation call) {
        double q = call.scalar(0);
        Quantiles.remarkOn(q, call.written().get(0), call.remarks());
        return call.reduced(1, window -> OptionalDouble.of(Quantiles.of(q, values(window))));
    }

    private static double[] values(Window window) {
        return window.samples().stream().mapToDouble(Sample::value).toArray();
    }
}
