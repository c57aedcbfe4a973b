package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Window;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Functions of how a series changes: {@code rate} and its relatives (promql/functions.go). */
final class CounterFunctions {
    private static final Pattern COUNTER_NAME = Pattern.compile(".*(?:_total|_sum|_count|_bucket)", Pattern.DOTALL);

    private CounterFunctions() {}

    static List<Function> all() {
        return List.of(
                of("rate", call -> counter(call, Extrapolation::rate)),
                of("increase", call -> counter(call, Extrapolation::increase)),
                of(
                        "delta",
                        call -> call.reduced(0, window -> Extrapolation.delta(call.matrix(0), window, call.dialect()))),
                of("irate", call -> call.reduced(0, window -> lastStep(window, true))),
                of("idelta", call -> call.reduced(0, window -> lastStep(window, false))),
                of("resets", call -> call.reduced(0, CounterFunctions::resets)),
                of("changes", call -> call.reduced(0, CounterFunctions::changes)));
    }

    private static Function of(String name, Function.Body body) {
        return Function.of(name, ValueType.VECTOR, body, ValueType.MATRIX);
    }

    private static Value counter(Invocation call, Change change) {
        return call.reduced(0, window -> {
            OptionalDouble result = change.of(call.matrix(0), window, call.dialect());
            result.ifPresent(value -> remarkOnName(call, window.labels()));
            return result;
        });
    }

    /** What happened to a counter in a window. */
    @FunctionalInterface
    private interface Change {
        OptionalDouble of(Value.Matrix range, Window window, Dialect dialect);
    }

    private static void remarkOnName(Invocation call, Labels labels) {
        if (!COUNTER_NAME.matcher(labels.name()).matches() && !labels.name().isEmpty()) {
            call.remarks()
                    .inform(
                            call.written().get(0).span(),
                            "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                                    + GoText.quoted(labels.name()));
        }
    }

    /** The change between the last two samples, for a counter per second and with a reset counted from zero. */
    private static OptionalDouble lastStep(Window window, boolean counter) {
        int size = window.samples().size();
        if (size < 2) {
            return OptionalDouble.empty();
        }
        Sample before = window.samples().get(size - 2);
        Sample last = window.last();
        boolean reset = counter && last.value() < before.value();
        double change = reset ? last.value() : last.value() - before.value();
        return OptionalDouble.of(counter ? change / ((last.at() - before.at()) / 1000.0) : change);
    }

    private static OptionalDouble resets(Window window) {
        int resets = 0;
        for (int i = 1; i < window.samples().size(); i++) {
            if (window.samples().get(i).value() < window.samples().get(i - 1).value()) {
                resets++;
            }
        }
        return OptionalDouble.of(resets);
    }

    private static OptionalDouble changes(Window window) {
        int changes = 0;
        for (int i = 1; i < window.samples().size(); i++) {
            double before = window.samples().get(i - 1).value();
            double now = window.samples().get(i).value();
            boolean bothNaN = Double.isNaN(before) && Double.isNaN(now);
            if (now != before && !bothNaN) {
                changes++;
            }
        }
        return OptionalDouble.of(changes);
    }
}
