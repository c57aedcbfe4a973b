package io.mirrorexperiment.sandbox.prometheus.promql;

import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.SCALAR;
import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.VECTOR;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.Comparator;
import java.util.List;

/** Functions between scalars, vectors, times and orders. */
final class ShapeFunctions {
    /** Smallest first, NaN last. */
    static final Comparator<Element> ASCENDING = Comparator.comparing(
                    (Element element) -> Double.isNaN(element.value()))
            .thenComparing((one, other) -> compare(one.value(), other.value()));

    /** Largest first, NaN last. */
    static final Comparator<Element> DESCENDING = Comparator.comparing(
                    (Element element) -> Double.isNaN(element.value()))
            .thenComparing((one, other) -> compare(other.value(), one.value()));

    private ShapeFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.of(
                        "time", SCALAR, call -> new Value.Scalar(call.moment().at() / 1000.0)),
                Function.of("scalar", SCALAR, ShapeFunctions::scalar, VECTOR),
                Function.of("vector", VECTOR, ShapeFunctions::vector, SCALAR),
                Function.of("timestamp", VECTOR, ShapeFunctions::timestamp, VECTOR),
                Function.of("sort", VECTOR, call -> sorted(call, ASCENDING), VECTOR),
                Function.of("sort_desc", VECTOR, call -> sorted(call, DESCENDING), VECTOR));
    }

    private static Value scalar(Invocation call) {
        List<Element> elements = call.vector(0);
        return new Value.Scalar(elements.size() == 1 ? elements.get(0).value() : Double.NaN);
    }

    private static Value vector(Invocation call) {
        return new Value.Vector(
                List.of(new Element(Labels.NONE, call.scalar(0), call.moment().at())));
    }

    private static Value timestamp(Invocation call) {
        boolean ownTime = call.written().get(0).bare() instanceof Expr.Selector;
        return new Value.Vector(call.vector(0).stream()
                .map(element -> element.withValue(
                        (ownTime ? element.at() : call.moment().at()) / 1000.0))
                .map(Element::withoutName)
                .toList());
    }

    private static Value sorted(Invocation call, Comparator<Element> order) {
        return new Value.Vector(call.vector(0).stream().sorted(order).toList());
    }

    /** Unlike {@link Double#compare}: zero and minus zero are equal, as they are to Go. */
    private static int compare(double one, double other) {
        return one < other ? -1 : one > other ? 1 : 0;
    }
}
