package io.mirrorexperiment.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A series as a line of little bars. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String GAP = "·";
    private static final int COLUMNS = 40;

    private Sparkline() {}

    /**
     * At most 40 columns; of values that share a column the greatest is shown, since peaks are what matters.
     *
     * @param top this value and all above it fill their bar; 0 for the greatest value that is there
     */
    static String of(List<OptionalDouble> values, double top) {
        int columns = Math.min(COLUMNS, values.size());
        double most = top > 0 ? top : greatest(values);
        return IntStream.range(0, columns)
                .mapToObj(column -> bar(
                        values.subList(column * values.size() / columns, (column + 1) * values.size() / columns), most))
                .collect(Collectors.joining());
    }

    private static double greatest(List<OptionalDouble> values) {
        return values.stream()
                .mapToDouble(value -> value.orElse(0))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
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
        return String.valueOf(BARS.charAt((int) (level * (BARS.length() - 1))));
    }
}
