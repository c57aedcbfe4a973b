package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Line;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Point;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Result;
import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import io.mirrorexperiment.sandbox.prometheus.series.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers a query from a snapshot of series: a pure function of query, snapshot and time. Immutable.
 *
 * <p>A query that is not understood, or that has no answer by PromQL's rules, is refused with {@link QueryRefused};
 * there is no guessing.
 */
public final class Evaluator {
    private final Dialect dialect;
    private final long lookBackMillis;

    /**
     * An evaluator.
     *
     * @param lookBack how old a sample may be to count as the present one; Prometheus' default is five minutes
     */
    public Evaluator(Dialect dialect, Duration lookBack) {
        this.dialect = dialect;
        this.lookBackMillis = lookBack.toMillis();
    }

    /**
     * The answer at one time.
     *
     * @param at milliseconds since the epoch
     * @throws QueryRefused if there is no answer
     */
    public Answer instant(String query, Snapshot snapshot, long at) {
        Expr expr = Parser.parse(query);
        Annotations remarks = new Annotations(query, dialect.remarksOnQueries());
        Selections selections = new Selections(snapshot, dialect, lookBackMillis);
        Value value = expr.accept(new Evaluation(selections, new Moment(at, at, at), remarks));
        return new Answer(instant(value, at), remarks.warnings(), remarks.infos());
    }

    private static Result instant(Value value, long at) {
        if (value instanceof Value.Scalar number) {
            return new Result.Scalar(new Sample(at, number.value()));
        }
        if (value instanceof Value.Text text) {
            return new Result.Text(at, text.text());
        }
        if (value instanceof Value.Vector vector) {
            return new Result.Vector(vector.elements().stream()
                    .map(element -> new Point(element.labels(), new Sample(at, element.value())))
                    .toList());
        }
        return new Result.Matrix(((Value.Matrix) value)
                .windows().stream()
                        .map(window -> new Line(window.labels(), window.samples()))
                        .toList());
    }

    /**
     * The answers at equal steps from one time to another, both included.
     *
     * @param stepMillis greater than 0
     * @throws QueryRefused if there is no answer
     */
    public Answer range(String query, Snapshot snapshot, long start, long end, long stepMillis) {
        Expr expr = Parser.parse(query);
        refuseUnlessDrawable(expr);
        Annotations remarks = new Annotations(query, dialect.remarksOnQueries());
        Selections selections = new Selections(snapshot, dialect, lookBackMillis);
        Map<Labels, List<Sample>> lines = new TreeMap<>();
        for (long at = start; at <= end; at += stepMillis) {
            Value value = expr.accept(new Evaluation(selections, new Moment(at, start, end), remarks));
            collect(value, at, lines);
        }
        List<Line> drawn = new ArrayList<>();
        lines.forEach((labels, samples) -> drawn.add(new Line(labels, samples)));
        return new Answer(new Result.Matrix(drawn), remarks.warnings(), remarks.infos());
    }

    private static void refuseUnlessDrawable(Expr expr) {
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            throw QueryRefused.unfitForRange(expr.type());
        }
    }

    private static void collect(Value value, long at, Map<Labels, List<Sample>> lines) {
        if (value instanceof Value.Scalar number) {
            line(lines, Labels.NONE).add(new Sample(at, number.value()));
        } else if (value instanceof Value.Vector vector) {
            for (Element element : vector.elements()) {
                line(lines, element.labels()).add(new Sample(at, element.value()));
            }
        }
    }

    private static List<Sample> line(Map<Labels, List<Sample>> lines, Labels labels) {
        return lines.computeIfAbsent(labels, key -> new ArrayList<>());
    }
}
