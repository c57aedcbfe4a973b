package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Numbers as people read them, the same on every machine: a comma between thousands, shares in percent, latencies in milliseconds, and no
 * more digits than the requests behind a number can bear.
 */
final class Numbers {
    /** Stands where there is no number. */
    static final String NONE = "–";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final BigDecimal UNREADABLE = new BigDecimal("1e15");
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** As in {@code 1 request} and {@code 1,284 requests}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A part of so many, where chance decides which ones: more decimals would tell of chance. */
    static String share(double fraction, long requests) {
        return inUnit(Metric.ERROR_RATE, fraction, requests < 100 ? 0 : 1);
    }

    /** A measured value of a metric with its unit, rounded to what so many requests can bear. */
    static String measured(Metric metric, double value, long requests) {
        return measured(metric, value, requests, 0);
    }

    /**
     * A measured value, rounded, but never so that it seems to stand on the other side of its limit, or on it: 1.04 % of at most 1 % is not
     * "1.0 %", and one of a thousand is not "0 %".
     */
    static String measured(Metric metric, double value, long requests, double limit) {
        int decimals = value == 0 ? 0 : decimals(metric, value, requests);
        while (decimals < MOST_DECIMALS
                && (misleads(metric, value, limit, decimals) || misleads(metric, value, 0, decimals))) {
            decimals++;
        }
        return inUnit(metric, value, decimals);
    }

    /** A number that somebody wrote into a spec, with all its digits, in the metric's unit. */
    static String asked(Metric metric, double value) {
        return Double.isFinite(value) ? plain(scaled(metric, value)) + unit(metric) : NONE;
    }

    /** A number with all its digits, as in {@code 40} and {@code 0.5}. */
    static String plain(double value) {
        return Double.isFinite(value) ? plain(new BigDecimal(Double.toString(value))) : NONE;
    }

    /** As in {@code 6m 40s}, {@code 4s} and {@code 0.4s}. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "0s";
        }
        long seconds = duration.toSeconds();
        if (seconds < 10 && duration.toMillisPart() >= 100) {
            return String.format(Locale.ROOT, "%d.%ds", seconds, duration.toMillisPart() / 100);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%,dh %02dm", seconds / 3600, seconds / 60 % 60);
    }

    /** As in {@code 00:06:40}. */
    static String offset(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Day and time, to the second. */
    static String date(Instant at) {
        return DATE.format(at);
    }

    /** Time of the day, to the second; UTC. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    private static int decimals(Metric metric, double value, long requests) {
        return switch (metric.kind()) {
            case REQUEST_COUNT, ERROR_COUNT -> 0;
            case ERROR_RATE -> decimalsOfShare(requests);
            case LATENCY_MEAN, LATENCY_QUANTILE -> decimalsOfLatency(value, requests);
            // Nobody knows how many requests are behind it.
            case QUERIED -> Math.min(decimalsOfLatency(Math.abs(value), Long.MAX_VALUE), written(value));
        };
    }

    /** As many as there are. */
    private static int written(double value) {
        return Double.isFinite(value)
                ? Math.max(
                        0,
                        new BigDecimal(Double.toString(value))
                                .stripTrailingZeros()
                                .scale())
                : 0;
    }

    private static int decimalsOfShare(long requests) {
        int digits = Long.toString(Math.max(1, requests)).length();
        return Math.max(0, Math.min(3, digits - 2));
    }

    /** Three significant digits from a hundred requests on, two below. */
    private static int decimalsOfLatency(double value, long requests) {
        int significant = requests < 100 ? 2 : 3;
        int whole = value < 1 ? 1 : (int) Math.floor(Math.log10(value)) + 1;
        return Math.max(0, significant - whole);
    }

    private static boolean misleads(Metric metric, double value, double limit, int decimals) {
        if (!Double.isFinite(value) || !Double.isFinite(limit)) {
            return false;
        }
        BigDecimal shown = scaled(metric, value).setScale(decimals, RoundingMode.HALF_EVEN);
        return Integer.signum(shown.compareTo(scaled(metric, limit))) != Integer.signum(Double.compare(value, limit));
    }

    private static String inUnit(Metric metric, double value, int decimals) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        return (Double.isInfinite(value) ? infinite(value) : fixed(scaled(metric, value), decimals)) + unit(metric);
    }

    /** In the unit that is shown; decimal, since 0.29 × 100 is not 29 in binary. */
    private static BigDecimal scaled(Metric metric, double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value));
        return metric.kind() == Metric.Kind.ERROR_RATE ? exact.movePointRight(2) : exact;
    }

    private static String unit(Metric metric) {
        return metric.kind() == Metric.Kind.ERROR_RATE ? " %" : metric.unit();
    }

    private static String infinite(double value) {
        return value > 0 ? "∞" : "-∞";
    }

    private static String fixed(BigDecimal value, int decimals) {
        return value.abs().compareTo(UNREADABLE) >= 0
                ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, "%,." + decimals + "f", value.setScale(decimals, RoundingMode.HALF_EVEN));
    }

    private static String plain(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        boolean readable = bare.abs().compareTo(UNREADABLE) < 0 && bare.scale() <= 12;
        return readable
                ? String.format(Locale.ROOT, "%,." + Math.max(0, bare.scale()) + "f", bare)
                : bare.round(new MathContext(6)).toString();
    }
}
