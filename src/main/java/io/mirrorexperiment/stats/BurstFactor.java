package io.mirrorexperiment.stats;

import java.util.List;

/** How much the errors of a version come in bursts. Pure. */
public final class BurstFactor {
    private BurstFactor() {}

    /**
     * One span of time.
     *
     * @param requests at least 0
     * @param bad from 0 to {@code requests}
     */
    public record Span(long requests, long bad) {}

    /**
     * The burst factor of a history: {@code max(1, χ²/(k−1))} with Pearson's χ² of {@code k} spans against their common rate. Evidence
     * from counts divided by it stays valid, whatever it is, if it is fixed before the run.
     *
     * @param history spans of equal length, such as the live version's iterations; those without requests are left out
     * @return 1 where nothing varies or there are fewer than two spans
     */
    public static double of(List<Span> history) {
        List<Span> spans = history.stream().filter(span -> span.requests() > 0).toList();
        double requests = spans.stream().mapToLong(Span::requests).sum();
        double rate = spans.stream().mapToLong(Span::bad).sum() / requests;
        if (spans.size() < 2 || rate == 0 || rate == 1) {
            return 1;
        }
        double square = spans.stream()
                .mapToDouble(span ->
                        Math.pow(span.bad() - span.requests() * rate, 2) / (span.requests() * rate * (1 - rate)))
                .sum();
        return Math.max(1, square / (spans.size() - 1));
    }
}
