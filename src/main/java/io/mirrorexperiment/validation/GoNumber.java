package io.mirrorexperiment.validation;

import java.math.BigDecimal;

/** Numbers as Go's {@code %v} writes them, because Iter8 does: the fewest digits, and an exponent of two digits from a million on. */
final class GoNumber {
    private static final int SMALLEST = -4;
    private static final int GREATEST = 6;

    private GoNumber() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.signum() == 0 || (exponent >= SMALLEST && exponent < GREATEST)
                ? exact.toPlainString()
                : scientific(exact, exponent);
    }

    private static String scientific(BigDecimal exact, int exponent) {
        String digits = exact.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String sign = exponent < 0 ? "-" : "+";
        return (exact.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + sign
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
