package io.mirrorexperiment.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A series as a line of little bars, from nothing to its greatest value. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String GAP = "·";
    private static final int COLUMNS = 40;

    private Sparkline() {}

    /** At most 40 columns; of values that share a column the greatest is shown, since peaks are what matters. */
    static String of(List<OptionalDouble> values) {
        int columns = Math.min(COLUMNS, values.size());
        double most = values.stream()
                .filter(value -> value.isPresent() && Double.isFinite(value.getAsDouble()))
                .mapToDouble(OptionalDouble::getAsDouble)
                .max()
                .orElse(0);
        return IntStream.range(0, columns)
                .mapToObj(column -> bar(
                        values.subList(column * values.size() / columns, (column + 1) * values.size() / columns), most))
                .collect(Collectors.joining());
    }

    private static String bar(List<OptionalDouble> values, double most) {
        OptionalDouble greatest = values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .filter(value -> !Double.isNaN(value))
                .max();
        if (greatest.isEmpty()) {
            return GAP;
        }
        double level = most <= 0 ? 0 : Math.min(1, Math.max(0, greatest.getAsDouble()) / most);
        return String.valueOf(BARS.charAt((int) Math.round(level * (BARS.length() - 1))));
    }
}
