package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Matching.Cardinality;
import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arithmetic and comparison between two vectors, element by matching element (promql/engine.go, VectorBinop). */
final class VectorMatch {
    private final Expr.Binary written;
    private final Matching matching;
    private final Moment moment;
    private final boolean swapped;
    private final Map<Labels, Element> oneSide = new HashMap<>();
    private final Map<Labels, Set<Labels>> results = new HashMap<>();

    VectorMatch(Expr.Binary written, Moment moment) {
        this.written = written;
        this.matching = written.matching();
        this.moment = moment;
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
    }

    List<Element> between(List<Element> left, List<Element> right) {
        List<Element> found = new ArrayList<>();
        if (left.isEmpty() || right.isEmpty()) {
            return found;
        }
        (swapped ? left : right).forEach(this::remember);
        for (Element many : swapped ? right : left) {
            Labels signature = matching.signature(many.labels());
            Element one = oneSide.get(signature);
            if (one != null) {
                combine(many, one, signature, found);
            }
        }
        return found;
    }

    private void remember(Element element) {
        Labels signature = matching.signature(element.labels());
        Element other = oneSide.put(signature, element);
        if (other != null) {
            throw duplicate(
                    signature, element.labels().toString(), other.labels().toString());
        }
    }

    private QueryRefused duplicate(Labels signature, String one, String other) {
        boolean inOrder = one.compareTo(other) <= 0;
        return QueryRefused.unanswerable(
                "found duplicate series for the match group %s on the %s hand-side of the operation: [%s, %s]"
                                .formatted(
                                        signature,
                                        swapped ? "left" : "right",
                                        inOrder ? one : other,
                                        inOrder ? other : one)
                        + ";many-to-many matching not allowed: matching labels must be unique on one side");
    }

    private void combine(Element many, Element one, Labels signature, List<Element> found) {
        double left = swapped ? one.value() : many.value();
        double right = swapped ? many.value() : one.value();
        double outcome = written.op().apply(left, right);
        Labels labels = labels(many.labels(), one.labels());
        refuseRepetition(signature, labels);
        boolean filters = written.op().isComparison() && !written.returnsBool();
        if (!filters || outcome != 0) {
            found.add(new Element(labels, filters ? left : outcome, moment.at()));
        }
    }

    private void refuseRepetition(Labels signature, Labels labels) {
        boolean oneToOne = matching.cardinality() == Cardinality.ONE_TO_ONE;
        Set<Labels> before = results.computeIfAbsent(signature, key -> new HashSet<>());
        if (oneToOne && !before.isEmpty()) {
            throw QueryRefused.unanswerable(
                    "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
        }
        if (!before.add(labels)) {
            throw QueryRefused.unanswerable("multiple matches for labels: grouping labels must ensure unique matches");
        }
    }

    private Labels labels(Labels many, Labels one) {
        boolean dropsName = written.op().isArithmetic() || written.returnsBool();
        Labels labels = dropsName ? many.withoutName() : many;
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            labels = matching.on() ? labels.keeping(matching.labels()) : labels.without(matching.labels());
        }
        for (String included : matching.include()) {
            labels = labels.with(included, one.get(included));
        }
        return labels;
    }
}
