package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Floats as Go's {@code strconv.ParseFloat} reads them, but for hexadecimal ones and underscores. */
public final class GoFloat {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private GoFloat() {}

    /** The number, or empty if the text is none; a number too large for a double is none either, as in Go. */
    public static Optional<Double> parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Optional.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> decimal(text);
        };
    }

    private static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text)).filter(number -> !Double.isInfinite(number))
                : Optional.empty();
    }
}
