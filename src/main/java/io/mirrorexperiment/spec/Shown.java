package io.mirrorexperiment.spec;

import java.math.BigDecimal;

/** Values as messages show them. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    /** In quotes and short. */
    static String quoted(String text) {
        return '\'' + visible(text, LONGEST) + '\'';
    }

    /** Cut to a length, and without characters that could play tricks on a terminal or in a log. */
    static String visible(String text, int longest) {
        String visible = text.codePoints()
                .limit(longest)
                .map(c -> tricky(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePoints().skip(longest).findFirst().isPresent() ? visible + "…" : visible;
    }

    private static boolean tricky(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
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
