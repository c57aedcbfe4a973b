package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Metric;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Limits in the unit of a metric. A limit that could not be missed is a mistake, for it would promote anything.
 *
 * @param metric whose limits they are
 */
record LimitForm(Metric metric) {
    Optional<Double> upper(Field field) {
        return fraction(field)
                .flatMap(value -> isRate() && value == 1
                        ? field.wrong("is 1, so every request might fail and the objective could never be breached; "
                                + "error-rate is a fraction: write 0.01 for 1 %")
                        : Optional.of(value));
    }

    Optional<Double> lower(Field field) {
        return fraction(field)
                .flatMap(value -> value > 0 || metric.kind() == Metric.Kind.QUERIED
                        ? Optional.of(value)
                        : field.wrong(
                                "is 0, so the objective could never be breached; write a limit over 0, or remove it"));
    }

    Optional<Double> increase(Field field) {
        if (metric.kind() == Metric.Kind.REQUEST_COUNT || metric.kind() == Metric.Kind.ERROR_COUNT) {
            return field.wrong("does not fit " + metric + ": the dark version gets a share of the requests only; "
                    + "compare error-rate instead");
        }
        return upper(field);
    }

    Optional<Double> cap(Field field) {
        return lower(field);
    }

    private Optional<Double> fraction(Field field) {
        return number(field).flatMap(value -> isRate() && value > 1 ? tooLarge(field, value) : Optional.of(value));
    }

    private Optional<Double> tooLarge(Field field, double value) {
        return field.wrong("must be a fraction of the requests from 0 to 1, was " + Shown.plain(value)
                + (value <= 100 ? "; for " + Shown.plain(value) + " % write " + percent(Shown.plain(value)) : ""));
    }

    private Optional<Double> number(Field field) {
        String text =
                field.piece() instanceof Piece.Scalar scalar ? scalar.text().strip() : "";
        if (isRate() && text.endsWith("%")) {
            String share = text.substring(0, text.length() - 1).strip();
            return Numbers.parsed(share).isPresent() && share.length() < 20
                    ? field.wrong("must be a fraction, not a percentage; for " + share + " % write " + percent(share))
                    : field.wrong("must be a fraction from 0 to 1, not " + field.seen());
        }
        if (metric.isLatency()
                && Numbers.parsed(text).isEmpty()
                && Durations.parsed(text).isPresent()) {
            return field.wrong("must be a number of milliseconds; for " + text + " write "
                    + Durations.parsed(text).get().toMillis());
        }
        return Numbers.lenient(field)
                .flatMap(value -> value >= 0 || metric.kind() == Metric.Kind.QUERIED
                        ? Optional.of(value)
                        : field.wrong("must not be negative, was " + Shown.plain(value)));
    }

    private boolean isRate() {
        return metric.kind() == Metric.Kind.ERROR_RATE;
    }

    private static String percent(String share) {
        OptionalDouble value = Numbers.parsed(share);
        return value.isPresent()
                ? Shown.plain(
                        BigDecimal.valueOf(value.getAsDouble()).movePointLeft(2).doubleValue())
                : share;
    }
}
