package io.mirrorexperiment.metrics;

import java.util.List;

/**
 * A part of a log.
 *
 * @param lines whole ones, oldest first
 * @param beginsLate whether there was more before it than could be read
 * @param endsEarly whether there is more after it than could be read
 */
public record Excerpt(List<String> lines, boolean beginsLate, boolean endsEarly) {
    /** Copies. */
    public Excerpt {
        lines = List.copyOf(lines);
    }

    /**
     * A text's whole lines. What follows the last line end is still being written, or was cut off, and is left for the next time.
     *
     * @param midLine whether the text may begin in the middle of a line, which is then left out
     */
    public static Excerpt of(String text, boolean midLine, boolean beginsLate, boolean endsEarly) {
        int from = midLine ? text.indexOf('\n') + 1 : 0;
        int to = text.lastIndexOf('\n');
        List<String> lines = to < from
                ? List.of()
                : text.substring(from, to)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        return new Excerpt(lines, beginsLate, endsEarly);
    }
}
