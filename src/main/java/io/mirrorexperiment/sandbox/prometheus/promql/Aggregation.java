package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** The aggregation operators over one vector (promql/engine.go, aggregation and aggregationK). */
final class Aggregation {
    private final Expr.Aggregate written;
    private final Moment moment;
    private final double parameter;
    private final Dialect dialect;

    /** {@code parameter} is NaN for an operator that takes none. */
    Aggregation(Expr.Aggregate written, Moment moment, double parameter, Dialect dialect) {
        this.dialect = dialect;
        this.written = written;
        this.moment = moment;
        this.parameter = parameter;
    }

    Value over(List<Element> elements) {
        long limit = written.op().keepsElements() ? limit() : 0;
        Map<Labels, List<Element>> groups = new LinkedHashMap<>();
        for (Element element : elements) {
            groups.computeIfAbsent(group(element.labels()), key -> new ArrayList<>())
                    .add(element);
        }
        List<Element> results = new ArrayList<>();
        groups.forEach((labels, members) -> results.addAll(aggregated(labels, members, limit)));
        return new Value.Vector(results);
    }

    private Labels group(Labels of) {
        if (!written.without()) {
            return of.keeping(written.labels());
        }
        List<String> dropped = new ArrayList<>(written.labels());
        dropped.add(Labels.NAME);
        return of.without(dropped);
    }

    private List<Element> aggregated(Labels labels, List<Element> members, long limit) {
        return switch (written.op()) {
            case TOPK -> most(members, ShapeFunctions.DESCENDING, limit);
            case BOTTOMK -> most(members, ShapeFunctions.ASCENDING, limit);
            default -> List.of(new Element(labels, reduced(values(members)), moment.at()));
        };
    }

    private static List<Element> most(List<Element> members, Comparator<Element> order, long limit) {
        return members.stream().sorted(order).limit(limit).toList();
    }

    private long limit() {
        if (Double.isNaN(parameter)) {
            throw QueryRefused.unanswerable("Parameter value is NaN");
        }
        if (Math.abs(parameter) >= 0x1p63) {
            String way = parameter > 0 ? "overflows" : "underflows";
            throw QueryRefused.unanswerable("Scalar value " + GoText.general(parameter) + " " + way + " int64");
        }
        return Math.max(0, (long) parameter);
    }

    private double reduced(double[] values) {
        return switch (written.op()) {
            case SUM -> CarefulSum.of(values);
            case AVG -> Means.of(values);
            case MIN -> extreme(values, (best, value) -> best > value ? value : best);
            case MAX -> extreme(values, (best, value) -> best < value ? value : best);
            case COUNT -> values.length;
            case GROUP -> 1;
            case STDVAR -> variance(values);
            case STDDEV -> Math.sqrt(variance(values));
            case QUANTILE -> Quantiles.of(parameter, values);
            case TOPK, BOTTOMK -> throw new IllegalStateException(written.op() + " keeps elements, not one value");
        };
    }

    private static double extreme(double[] values, DoubleBinaryOperator better) {
        double best = values[0];
        for (double value : values) {
            best = Double.isNaN(best) ? value : better.applyAsDouble(best, value);
        }
        return best;
    }

    /** Welford's (1962) population variance. */
    private double variance(double[] values) {
        double mean = values[0];
        double squares = dialect.varianceOfOneIsZero() || Double.isFinite(mean) ? 0 : Double.NaN;
        for (int i = 1; i < values.length; i++) {
            double delta = values[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (values[i] - mean);
        }
        return squares / values.length;
    }

    private static double[] values(List<Element> members) {
        return members.stream().mapToDouble(Element::value).toArray();
    }
}
