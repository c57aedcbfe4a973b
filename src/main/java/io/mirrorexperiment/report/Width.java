package io.mirrorexperiment.report;

/** How many columns of a terminal text takes (Unicode Standard Annex #11: wide and full-width characters take two). */
public final class Width {
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23F3}, {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653},
        {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5},
        {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA}, {0x26F2, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B},
        {0x2728, 0x2728}, {0x274C, 0x274E}, {0x2753, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27BF}, {0x2B1B, 0x2B1C},
        {0x2B50, 0x2B55}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
        {0xFE10, 0xFE19}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF},
        {0x1F000, 0x1FAFF}, {0x20000, 0x3FFFD}
    };

    private Width() {}

    /** Columns of a text in one line. */
    public static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    /** The longest beginning that takes at most so many columns. */
    static String beginning(String text, int columns) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            used += of(point);
            if (used > columns) {
                return text.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return text;
    }

    /** Spaces to fill up to a width. */
    static String gap(int columns) {
        return " ".repeat(Math.max(0, columns));
    }

    private static int of(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (point >= range[0] && point <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
