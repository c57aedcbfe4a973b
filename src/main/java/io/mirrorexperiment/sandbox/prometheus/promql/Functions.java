package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions that are understood here. */
final class Functions {
    private static final Map<String, Function> BY_NAME = Stream.of(
                    CounterFunctions.all(),
                    OverTimeFunctions.all(),
                    MathFunctions.all(),
                    ShapeFunctions.all(),
                    AbsenceFunctions.all(),
                    LabelFunctions.all(),
                    HistogramFunctions.all())
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Function::name, UnaryOperator.identity()));

    private Functions() {}

    /** The function of this name; names are lower case. */
    static Optional<Function> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
