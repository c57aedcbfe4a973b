package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.Locale;
import java.util.regex.Pattern;

/** Number literals as Prometheus reads them: first as a Go integer (so {@code 010} is 8), then as a float. */
final class Numbers {
    private static final Pattern OCTAL = Pattern.compile("0[0-7]{1,20}");

    private Numbers() {}

    static double parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (lower.startsWith("0x")) {
            return Long.parseLong(lower.substring(2), 16);
        }
        return OCTAL.matcher(text).matches() ? Long.parseLong(text, 8) : Double.parseDouble(text);
    }
}
