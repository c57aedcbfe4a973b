package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.promql.Value.Window;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import io.mirrorexperiment.sandbox.prometheus.series.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Evaluates one tree at one moment. */
final class Evaluation implements Expr.Visitor<Value> {
    private final Selections selections;
    private final Moment moment;
    private final Annotations remarks;

    Evaluation(Selections selections, Moment moment, Annotations remarks) {
        this.selections = selections;
        this.moment = moment;
        this.remarks = remarks;
    }

    @Override
    public Value number(Expr.NumberLiteral number) {
        return new Value.Scalar(number.value());
    }

    @Override
    public Value text(Expr.Text text) {
        return new Value.Text(text.text());
    }

    @Override
    public Value selector(Expr.Selector selector) {
        long at = selector.shift().from(moment);
        long oldest = selections.oldestIn(at - selections.lookBackMillis());
        List<Element> elements = new ArrayList<>();
        for (Series series : selections.of(selector)) {
            series.latest(oldest, at)
                    .ifPresent(sample -> elements.add(new Element(series.labels(), sample.value(), sample.at())));
        }
        return new Value.Vector(elements);
    }

    @Override
    public Value rangeSelector(Expr.RangeSelector range) {
        long to = range.selector().shift().from(moment);
        long from = to - range.rangeMillis();
        List<Window> windows = new ArrayList<>();
        for (Series series : selections.of(range.selector())) {
            List<Sample> samples = series.between(selections.oldestIn(from), to);
            if (!samples.isEmpty()) {
                windows.add(new Window(series.labels(), samples));
            }
        }
        return new Value.Matrix(windows, from, to);
    }

    @Override
    public Value paren(Expr.Paren paren) {
        return paren.inner().accept(this);
    }

    @Override
    public Value signed(Expr.Signed signed) {
        Value operand = signed.operand().accept(this);
        return signed.minus() ? unique(negated(operand)) : operand;
    }

    private static Value negated(Value operand) {
        if (operand instanceof Value.Scalar number) {
            return new Value.Scalar(-number.value());
        }
        return new Value.Vector(((Value.Vector) operand)
                .elements().stream()
                        .map(element -> element.withValue(-element.value()).withoutName())
                        .toList());
    }

    @Override
    public Value binary(Expr.Binary binary) {
        Value left = binary.left().accept(this);
        Value right = binary.right().accept(this);
        return unique(new BinaryOperation(binary, moment).between(left, right));
    }

    @Override
    public Value aggregate(Expr.Aggregate aggregate) {
        double parameter = aggregate
                .parameter()
                .map(expr -> ((Value.Scalar) expr.accept(this)).value())
                .orElse(Double.NaN);
        if (aggregate.op() == AggregateOp.QUANTILE) {
            aggregate.parameter().ifPresent(written -> Quantiles.remarkOn(parameter, written, remarks));
        }
        Value.Vector operand = (Value.Vector) aggregate.operand().accept(this);
        return new Aggregation(aggregate, moment, parameter, selections.dialect()).over(operand.elements());
    }

    @Override
    public Value call(Expr.Call call) {
        List<Value> arguments =
                call.arguments().stream().map(argument -> argument.accept(this)).toList();
        Invocation invocation = new Invocation(call.arguments(), arguments, moment, remarks, selections.dialect());
        return unique(call.function().body().apply(invocation));
    }

    private static Value unique(Value value) {
        if (value instanceof Value.Vector vector) {
            Set<Labels> seen = new HashSet<>();
            if (!vector.elements().stream().allMatch(element -> seen.add(element.labels()))) {
                throw QueryRefused.unanswerable("vector cannot contain metrics with the same labelset");
            }
        }
        return value;
    }
}
