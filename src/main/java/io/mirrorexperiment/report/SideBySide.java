package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.List;

/** Two columns of lines beside each other under their titles, as two versions' access logs. Pure. */
public final class SideBySide {
    private static final String BAR = " │ ";

    private SideBySide() {}

    /**
     * As many lines as the longer side has, and one for the titles; lines that are too long are cut.
     *
     * @param columns none of the lines is wider
     */
    public static List<String> of(
            List<String> left, List<String> right, String leftTitle, String rightTitle, int columns, Style style) {
        int rightWidth = Math.max(0, (columns - BAR.length()) / 2);
        int leftWidth = Math.max(0, columns - BAR.length() - rightWidth);
        List<String> lines = new ArrayList<>();
        lines.add(line(Row.of(Tone.STRONG, leftTitle), Row.of(Tone.STRONG, rightTitle), leftWidth, rightWidth)
                .atMost(columns)
                .render(style));
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            lines.add(line(at(left, i), at(right, i), leftWidth, rightWidth)
                    .atMost(columns)
                    .render(style));
        }
        return lines;
    }

    private static Row line(Row left, Row right, int leftWidth, int rightWidth) {
        return left.left(leftWidth).plus(Tone.FAINT, BAR).plus(right.atMost(rightWidth));
    }

    private static Row at(List<String> lines, int index) {
        return index < lines.size() ? Row.of(lines.get(index)) : Row.EMPTY;
    }
}
