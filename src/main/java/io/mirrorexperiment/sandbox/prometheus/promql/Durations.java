package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as PromQL writes them: {@code 1h30m}, {@code 250ms}, units from large to small (common/model/time.go). */
public final class Durations {
    private static final Pattern COMPOUND =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long DAY = 86_400_000L;
    private static final List<Long> UNITS = List.of(365 * DAY, 7 * DAY, DAY, 3_600_000L, 60_000L, 1000L, 1L);

    private Durations() {}

    /**
     * The milliseconds of a duration.
     *
     * @throws IllegalArgumentException with Prometheus' words if the text is no duration
     */
    public static long millis(String text) {
        Matcher parts = COMPOUND.matcher(text);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a valid duration string: " + GoText.quoted(text));
        }
        try {
            return sum(parts);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw new IllegalArgumentException("duration out of range");
        }
    }

    private static long sum(Matcher parts) {
        long total = 0;
        for (int i = 0; i < UNITS.size(); i++) {
            String count = parts.group(i + 1);
            if (count != null) {
                total = Math.addExact(total, Math.multiplyExact(Long.parseLong(count), UNITS.get(i)));
            }
        }
        return Math.multiplyExact(total, 1_000_000L) / 1_000_000L;
    }
}
