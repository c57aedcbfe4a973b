package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.promql.Value.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * One call of a function with its evaluated arguments. The types of the arguments have been checked.
 *
 * @param written the arguments as they stand in the query
 * @param dialect where the generations of Prometheus differ
 */
record Invocation(List<Expr> written, List<Value> arguments, Moment moment, Annotations remarks, Dialect dialect) {
    double scalar(int index) {
        return ((Value.Scalar) arguments.get(index)).value();
    }

    String text(int index) {
        return ((Value.Text) arguments.get(index)).text();
    }

    List<Element> vector(int index) {
        return ((Value.Vector) arguments.get(index)).elements();
    }

    Value.Matrix matrix(int index) {
        return (Value.Matrix) arguments.get(index);
    }

    /** The vector of an argument with each value changed and the names dropped. */
    Value mapped(int index, DoubleUnaryOperator change) {
        return new Value.Vector(vector(index).stream()
                .map(element ->
                        element.withValue(change.applyAsDouble(element.value())).withoutName())
                .toList());
    }

    /** One element for each window of an argument that has a value, names dropped. */
    Value reduced(int index, java.util.function.Function<Window, OptionalDouble> reduction) {
        List<Element> elements = new ArrayList<>();
        for (Window window : matrix(index).windows()) {
            reduction
                    .apply(window)
                    .ifPresent(value -> elements.add(new Element(window.labels().withoutName(), value, moment.at())));
        }
        return new Value.Vector(elements);
    }
}
