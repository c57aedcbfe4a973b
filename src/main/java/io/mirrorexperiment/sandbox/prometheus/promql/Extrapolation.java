package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Window;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code rate}, {@code increase} and {@code delta} share: the change between the first and the last sample of a
 * window, stretched to the window's bounds (promql/functions.go, extrapolatedRate).
 *
 * <p>A bound that is closer than 1.1 average distances between samples is reached; otherwise the series is assumed to
 * start or end half an average distance beyond its outermost sample. A counter is never stretched below zero: Prometheus 2 moves
 * the bound to where it would be zero before it judges the distance, Prometheus 3 limits the outcome.
 */
final class Extrapolation {
    private static final double CLOSE_ENOUGH = 1.1;

    private final Value.Matrix range;
    private final List<Sample> samples;
    private final double change;
    private final double sampled;
    private final double averageDistance;
    private final Dialect dialect;

    private Extrapolation(Value.Matrix range, Window window, double change, Dialect dialect) {
        this.dialect = dialect;
        this.range = range;
        this.samples = window.samples();
        this.change = change;
        this.sampled = (window.last().at() - window.first().at()) / 1000.0;
        this.averageDistance = sampled / (samples.size() - 1);
    }

    /** The stretched increase of a counter, resets taken into account; empty with fewer than two samples. */
    static OptionalDouble increase(Value.Matrix range, Window window, Dialect dialect) {
        if (window.samples().size() < 2) {
            return OptionalDouble.empty();
        }
        Extrapolation stretched = new Extrapolation(range, window, counted(window), dialect);
        return OptionalDouble.of(stretched.change * stretched.factor(true));
    }

    /** The stretched increase of a counter per second. */
    static OptionalDouble rate(Value.Matrix range, Window window, Dialect dialect) {
        if (window.samples().size() < 2) {
            return OptionalDouble.empty();
        }
        Extrapolation stretched = new Extrapolation(range, window, counted(window), dialect);
        return OptionalDouble.of(stretched.change * (stretched.factor(true) / range.seconds()));
    }

    /** The stretched difference of a gauge; empty with fewer than two samples. */
    static OptionalDouble delta(Value.Matrix range, Window window, Dialect dialect) {
        if (window.samples().size() < 2) {
            return OptionalDouble.empty();
        }
        double difference = window.last().value() - window.first().value();
        Extrapolation stretched = new Extrapolation(range, window, difference, dialect);
        return OptionalDouble.of(difference * stretched.factor(false));
    }

    private static double counted(Window window) {
        double total = window.last().value() - window.first().value();
        double previous = window.first().value();
        for (Sample sample : window.samples()) {
            if (sample.value() < previous) {
                total += previous;
            }
            previous = sample.value();
        }
        return total;
    }

    private double factor(boolean counter) {
        double before = before((samples.get(0).at() - range.from()) / 1000.0, counter);
        double toEnd = stretch((range.to() - samples.get(samples.size() - 1).at()) / 1000.0);
        return sampled == 0 ? 1 : (sampled + before + toEnd) / sampled;
    }

    private double before(double toStart, boolean counter) {
        if (!counter) {
            return stretch(toStart);
        }
        return dialect.stretchesToZeroFirst()
                ? stretch(Math.min(toStart, toZero(toStart)))
                : Math.min(stretch(toStart), toZero(stretch(toStart)));
    }

    private double stretch(double distance) {
        return distance >= averageDistance * CLOSE_ENOUGH ? averageDistance / 2 : distance;
    }

    private double toZero(double otherwise) {
        double first = samples.get(0).value();
        return change > 0 && first >= 0 ? sampled * (first / change) : otherwise;
    }
}
