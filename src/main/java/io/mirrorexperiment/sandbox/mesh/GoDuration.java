package io.mirrorexperiment.sandbox.mesh;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Kubernetes and Istio write them: {@code 50ms}, {@code 1.5s}, {@code 1h30m}. */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** The duration, or empty if the text is none. */
    static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (part.find() && part.start() == at) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
            at = part.end();
        }
        boolean whole = at == text.length() && at > 0;
        return whole ? Optional.of(Duration.ofNanos(nanos.longValue())) : Optional.empty();
    }

    private static BigDecimal unit(String name) {
        return BigDecimal.valueOf(java.util.Objects.requireNonNull(NANOS.get(name)));
    }
}
