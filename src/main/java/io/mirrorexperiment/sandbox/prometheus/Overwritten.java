package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.promql.Answer;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Line;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Point;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Result;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;

/** An answer of the same shape in which every value is the same: the fault of a broken metric. */
final class Overwritten {
    private Overwritten() {}

    static Answer by(double value, Answer answer) {
        return new Answer(result(value, answer.result()), answer.warnings(), answer.infos());
    }

    private static Result result(double value, Result result) {
        if (result instanceof Result.Scalar scalar) {
            return new Result.Scalar(sample(value, scalar.sample()));
        }
        if (result instanceof Result.Vector vector) {
            return new Result.Vector(vector.points().stream()
                    .map(point -> new Point(point.labels(), sample(value, point.sample())))
                    .toList());
        }
        if (result instanceof Result.Matrix matrix) {
            return new Result.Matrix(
                    matrix.lines().stream().map(line -> line(value, line)).toList());
        }
        return result;
    }

    private static Line line(double value, Line line) {
        return new Line(
                line.labels(),
                line.samples().stream().map(sample -> sample(value, sample)).toList());
    }

    private static Sample sample(double value, Sample sample) {
        return new Sample(sample.at(), value);
    }
}
