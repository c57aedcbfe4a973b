package io.mirrorexperiment.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Go writes them, as in {@code 1m30s}, {@code 1.5h} and {@code 0}. */
final class Iter8Time {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
    private static final Map<String, Long> NANOS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

    private Iter8Time() {}

    /** Empty for what is none, or is negative. */
    static Optional<Duration> read(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.find(end) && part.start() == end) {
            nanos = nanos.add(
                    new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L))));
            end = part.end();
            if (end == text.length()) {
                return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
                        ? Optional.of(Duration.ofNanos(nanos.longValue()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
