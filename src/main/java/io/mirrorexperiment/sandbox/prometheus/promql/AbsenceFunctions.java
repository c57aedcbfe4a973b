package io.mirrorexperiment.sandbox.prometheus.promql;

import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.MATRIX;
import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.VECTOR;

import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Matcher;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code absent} and {@code absent_over_time}: 1 where nothing is, with the labels that were asked for. */
final class AbsenceFunctions {
    private AbsenceFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.of(
                        "absent", VECTOR, call -> absent(call, call.vector(0).isEmpty()), VECTOR),
                Function.of(
                        "absent_over_time",
                        VECTOR,
                        call -> absent(call, call.matrix(0).windows().isEmpty()),
                        MATRIX));
    }

    private static Value absent(Invocation call, boolean nothingThere) {
        if (!nothingThere) {
            return Value.Vector.EMPTY;
        }
        Labels labels = labels(matchers(call.written().get(0)));
        return new Value.Vector(
                List.of(new Value.Element(labels, 1, call.moment().at())));
    }

    private static List<Matcher> matchers(Expr written) {
        if (written instanceof Expr.Selector selector) {
            return selector.matchers();
        }
        return written instanceof Expr.RangeSelector range ? range.selector().matchers() : List.of();
    }

    /** The labels that the matchers fix; one that is matched twice is not fixed (createLabelsForAbsentFunction). */
    private static Labels labels(List<Matcher> matchers) {
        Map<String, String> fixed = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (Matcher matcher : matchers) {
            if (matcher.kind() == Matcher.Kind.EQUAL && seen.add(matcher.name())) {
                fixed.put(matcher.name(), matcher.value());
            } else {
                fixed.remove(matcher.name());
            }
        }
        return Labels.of(fixed).withoutName();
    }
}
