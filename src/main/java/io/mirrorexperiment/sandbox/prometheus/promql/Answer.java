package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import java.util.List;

/**
 * What a query evaluates to.
 *
 * @param result the result itself
 * @param warnings what makes the result doubtful
 * @param infos what the asker may want to know
 */
public record Answer(Result result, List<String> warnings, List<String> infos) {
    /** An answer that keeps copies of the lists. */
    public Answer {
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }

    /** The four shapes of a result in Prometheus' API. */
    public sealed interface Result {
        /** One number. */
        record Scalar(Sample sample) implements Result {}

        /** One text; {@code at} in milliseconds. */
        record Text(long at, String text) implements Result {}

        /** One sample per series. */
        record Vector(List<Point> points) implements Result {
            /** A vector that keeps a copy of the list. */
            public Vector {
                points = List.copyOf(points);
            }
        }

        /** Several samples per series. */
        record Matrix(List<Line> lines) implements Result {
            /** A matrix that keeps a copy of the list. */
            public Matrix {
                lines = List.copyOf(lines);
            }
        }
    }

    /** One series of a vector. */
    public record Point(Labels labels, Sample sample) {}

    /** One series of a matrix, its samples in order of time. */
    public record Line(Labels labels, List<Sample> samples) {
        /** A line that keeps a copy of the list. */
        public Line {
            samples = List.copyOf(samples);
        }
    }
}
