package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The binary operators between scalars and vectors (promql/engine.go, VectorscalarBinop, VectorAnd, VectorOr, …). */
final class BinaryOperation {
    private final Expr.Binary written;
    private final Moment moment;

    BinaryOperation(Expr.Binary written, Moment moment) {
        this.written = written;
        this.moment = moment;
    }

    Value between(Value left, Value right) {
        if (left instanceof Value.Scalar one && right instanceof Value.Scalar other) {
            return new Value.Scalar(written.op().apply(one.value(), other.value()));
        }
        if (left instanceof Value.Vector vector && right instanceof Value.Scalar number) {
            return withNumber(vector, number.value(), false);
        }
        if (left instanceof Value.Scalar number && right instanceof Value.Vector vector) {
            return withNumber(vector, number.value(), true);
        }
        if (left instanceof Value.Vector one && right instanceof Value.Vector other) {
            return new Value.Vector(written.op().isSet() ? set(one.elements(), other.elements()) : matched(one, other));
        }
        throw new IllegalStateException("the type check lets only scalars and instant vectors through");
    }

    private List<Element> matched(Value.Vector left, Value.Vector right) {
        return new VectorMatch(written, moment).between(left.elements(), right.elements());
    }

    private Value withNumber(Value.Vector vector, double number, boolean numberFirst) {
        List<Element> results = new ArrayList<>();
        for (Element element : vector.elements()) {
            double left = numberFirst ? number : element.value();
            double right = numberFirst ? element.value() : number;
            withNumber(element, written.op().apply(left, right)).ifPresent(results::add);
        }
        return new Value.Vector(results);
    }

    /** A comparison without {@code bool} keeps the vector's element as it is, or drops it. */
    private Optional<Element> withNumber(Element element, double result) {
        if (written.op().isComparison() && !written.returnsBool()) {
            return result == 0 ? Optional.empty() : Optional.of(element);
        }
        return Optional.of(element.withValue(result).withoutName());
    }

    private List<Element> set(List<Element> left, List<Element> right) {
        return switch (written.op()) {
            case AND -> filtered(left, right, true);
            case UNLESS -> filtered(left, right, false);
            default -> union(left, right);
        };
    }

    private List<Element> filtered(List<Element> elements, List<Element> by, boolean keepMatched) {
        Set<Object> signatures = signatures(by);
        return elements.stream()
                .filter(element -> signatures.contains(written.matching().signature(element.labels())) == keepMatched)
                .toList();
    }

    private List<Element> union(List<Element> left, List<Element> right) {
        List<Element> union = new ArrayList<>(left);
        union.addAll(filtered(right, left, false));
        return union;
    }

    private Set<Object> signatures(List<Element> elements) {
        return elements.stream()
                .map(element -> written.matching().signature(element.labels()))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
