package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import java.util.List;

/** What an expression evaluates to at one moment. */
sealed interface Value {
    record Scalar(double value) implements Value {}

    record Text(String text) implements Value {}

    record Vector(List<Element> elements) implements Value {
        static final Vector EMPTY = new Vector(List.of());

        public Vector {
            elements = List.copyOf(elements);
        }
    }

    /** Windows of samples; {@code from} and {@code to} are the bounds that were asked for, in milliseconds. */
    record Matrix(List<Window> windows, long from, long to) implements Value {
        public Matrix {
            windows = List.copyOf(windows);
        }

        /** The length of the windows in seconds. */
        double seconds() {
            return (to - from) / 1000.0;
        }
    }

    /** One element of an instant vector; {@code at} is its sample's own time in milliseconds. */
    record Element(Labels labels, double value, long at) {
        Element withValue(double changed) {
            return new Element(labels, changed, at);
        }

        Element withoutName() {
            return new Element(labels.withoutName(), value, at);
        }
    }

    /** The samples of one series, oldest first, never empty. */
    record Window(Labels labels, List<Sample> samples) {
        public Window {
            samples = List.copyOf(samples);
        }

        Sample first() {
            return samples.get(0);
        }

        Sample last() {
            return samples.get(samples.size() - 1);
        }
    }
}
