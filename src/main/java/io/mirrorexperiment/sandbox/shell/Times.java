package io.mirrorexperiment.sandbox.shell;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as programs are told them. */
final class Times {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|ms|s|m|h|d)?");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    private Times() {}

    /** A number of seconds, or numbers with units one after the other, as {@code 1m30s}; at most 100 days. */
    static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (part.find() && part.start() == at && text.length() < 40) {
            String unit = part.group(2) == null ? "s" : part.group(2);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 0L))));
            at = part.end();
        }
        boolean whole = at == text.length() && at > 0;
        return whole && nanos.compareTo(BigDecimal.valueOf(Duration.ofDays(100).toNanos())) <= 0
                ? Optional.of(Duration.ofNanos(nanos.longValue()))
                : Optional.empty();
    }
}
