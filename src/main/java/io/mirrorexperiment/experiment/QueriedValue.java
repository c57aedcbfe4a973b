package io.mirrorexperiment.experiment;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a queried metric's server answered at a look.
 *
 * @param metric its name
 * @param reading {@link Reading.Gauge}, or {@link Reading.Missing} with the reason
 * @param count for a counter what has been seen of it since evidence counts; empty for a gauge, and before it was ever seen
 */
public record QueriedValue(String metric, Reading reading, Optional<Count> count) {
    /**
     * What has been seen of a counter.
     *
     * @param start its value when evidence began to count
     * @param newest its newest value
     * @param fell whether it was ever less than before: then what it counted until then is lost
     */
    public record Count(double start, double newest, boolean fell) {
        private Count seen(double value) {
            return new Count(start, value, fell || value < newest);
        }
    }

    /**
     * What becomes of an answer.
     *
     * @param before what was known at the look before
     * @param anew whether evidence before this look does not count
     */
    public static QueriedValue of(QueriedMetric metric, Reading reading, Optional<QueriedValue> before, boolean anew) {
        String name = metric.metric().name();
        if (metric.type() == QueriedMetric.Type.GAUGE) {
            return new QueriedValue(name, reading, Optional.empty());
        }
        Optional<Count> known = before.flatMap(QueriedValue::count);
        return reading instanceof Reading.Gauge gauge
                ? new QueriedValue(
                        name, reading, anew ? Optional.of(begun(gauge)) : known.map(count -> count.seen(gauge.value())))
                : new QueriedValue(name, reading, known);
    }

    private static Count begun(Reading.Gauge gauge) {
        return new Count(gauge.value(), gauge.value(), false);
    }

    /** What is held against a limit; empty if there is none. */
    public OptionalDouble value(QueriedMetric.Type type) {
        if (!(reading instanceof Reading.Gauge gauge) || (type == QueriedMetric.Type.COUNTER && !isCounted())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(gauge.value() - count.map(Count::start).orElse(0.0));
    }

    /** Why there is no value, or why what was answered is none; empty where there is nothing to say. */
    public Optional<String> trouble(QueriedMetric.Type type) {
        if (reading instanceof Reading.Missing missing) {
            return Optional.of(missing.reason());
        }
        if (type == QueriedMetric.Type.GAUGE || isCounted()) {
            return Optional.empty();
        }
        return Optional.of(
                count.isPresent()
                        ? "the counter fell, so what it had counted until then is lost"
                        : "the counter's value at the beginning is not known");
    }

    private boolean isCounted() {
        return count.filter(each -> !each.fell()).isPresent();
    }
}
