package io.mirrorexperiment.sandbox.prometheus.series;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Text as Go's {@code strconv} writes it, because Prometheus' answers and messages are written by it. */
public final class GoText {
    private static final int SAFE_DIGITS = 15;
    private static final int MOST_DIGITS = 17;

    private GoText() {}

    /** A string in double quotes with Go's escapes ({@code strconv.Quote}). */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> quote(point, out));
        return out.append('"').toString();
    }

    private static void quote(int point, StringBuilder out) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (point < ' ' || point == 0x7f) {
                    out.append(String.format(Locale.ROOT, "\\x%02x", point));
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }

    /**
     * A sample's value as Prometheus' API writes it: the shortest digits that read back as the same double, plain
     * between 1e-6 and 1e21 and with an exponent outside (web/api/v1, util/jsonutil MarshalFloat).
     */
    public static String value(double value) {
        double size = Math.abs(value);
        boolean plain = size == 0 || (size >= 1e-6 && size < 1e21);
        return special(value, plain ? 'f' : 'e');
    }

    /** A float with all its digits and never an exponent ({@code strconv.FormatFloat} with {@code 'f'} and -1). */
    public static String plain(double value) {
        return special(value, 'f');
    }

    /** A float as Go's {@code %g} and {@code %v} write it: an exponent below 1e-4 and from 1e21 on. */
    public static String general(double value) {
        double size = Math.abs(value);
        boolean plain = size == 0 || (size >= 1e-4 && size < 1e21);
        return special(value, plain ? 'f' : 'e');
    }

    /** A float as OpenMetrics writes it in {@code le}: always with a point or an exponent, as in {@code 500.0}. */
    public static String openMetrics(double value) {
        String text = general(value);
        boolean marked = Double.isNaN(value) || Double.isInfinite(value) || text.contains(".") || text.contains("e");
        return marked ? text : text + ".0";
    }

    private static String special(double value, char form) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(value);
        return form == 'f' ? shortest.toPlainString() : scientific(shortest);
    }

    /**
     * A decimal of at most 15 digits survives the way through a normal double, so 15 digits are tried first; numbers
     * below those have fewer digits.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int fewest = Math.abs(value) < Double.MIN_NORMAL ? 1 : SAFE_DIGITS;
        for (int digits = fewest; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return withoutTrailingZeros(rounded);
            }
        }
        return withoutTrailingZeros(exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)));
    }

    private static BigDecimal withoutTrailingZeros(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String scientific(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - stripped.scale();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String sign = value.signum() < 0 ? "-" : "";
        String power = String.format(Locale.ROOT, "%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
        return sign + digits.charAt(0) + fraction + "e" + power;
    }
}
