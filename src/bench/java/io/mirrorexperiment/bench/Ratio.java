package io.mirrorexperiment.bench;

import java.util.List;
import java.util.Locale;

/**
 * The ratio of two means over the same runs.
 *
 * @param value the ratio
 * @param error its standard error, by the delta method
 */
record Ratio(double value, double error) {
    /** @param pairs what each run has above and below the line */
    static Ratio of(List<double[]> pairs) {
        double above = pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
        double below = pairs.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
        double ratio = above / below;
        double squares = pairs.stream()
                .mapToDouble(pair -> pair[0] - ratio * pair[1])
                .map(rest -> rest * rest)
                .sum();
        return new Ratio(ratio, Math.sqrt(squares) / pairs.size() / below);
    }

    String words() {
        return String.format(Locale.ROOT, "%.2f ± %.3f", value, error);
    }
}
