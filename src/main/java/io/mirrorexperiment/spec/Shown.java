package io.mirrorexperiment.spec;

import java.math.BigDecimal;

/** Values as messages show them. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    /** In quotes, short, and without characters that could play tricks on a terminal. */
    static String quoted(String text) {
        String visible = text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean cut = text.codePointCount(0, text.length()) > LONGEST;
        return '\'' + visible + (cut ? "…" : "") + '\'';
    }

    /** Without exponent and trailing zeros, as long as that is readable. */
    static String plain(double value) {
        double size = Math.abs(value);
        boolean readable = size == 0 || (size >= 1e-9 && size < 1e15);
        return readable
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
