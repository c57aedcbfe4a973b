package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them, the same on every machine. */
final class Words {
    private Words() {}

    /** With thousands separated, as in {@code 1,284}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun, as in {@code 1 request} and {@code 2 requests}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A fraction in percent, as in {@code 0.31 %}; two decimals, or two digits of a smaller one. */
    static String percent(double share) {
        return rounded(100 * share, 2) + " %";
    }

    /** A fraction in percent with one decimal, as in {@code 40.0 %}. */
    static String roughPercent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Milliseconds, as in {@code 87.3 ms} and {@code 1,250 ms}. */
    static String millis(double millis) {
        return rounded(millis, 1) + " ms";
    }

    /** As in {@code 0.8}, {@code 20} and {@code 1,250}. */
    static String rate(double perSecond) {
        return rounded(perSecond, perSecond < 9.95 ? 1 : 0);
    }

    /** As in {@code 8m 23s}, {@code 4s} and {@code 12 days}. */
    static String duration(Duration duration) {
        long seconds = duration.plusMillis(999).toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + "s");
        }
        return seconds < 172_800
                ? seconds / 3600 + "h" + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + "m")
                : count(seconds / 86_400, "day");
    }

    /** Odds from their natural logarithm, as in {@code 31 : 1}; huge ones are not told apart. */
    static String odds(double log) {
        if (log > Math.log(1e6) + 1e-9) {
            return "> 10^6 : 1";
        }
        double odds = Math.exp(log);
        return odds < .01 ? "< 0.01 : 1" : rounded(odds, odds < 9.95 ? 1 : 0) + " : 1";
    }

    /** The value of a metric in its unit. */
    static String value(Metric metric, double value) {
        return switch (metric.kind()) {
            case LATENCY_MEAN, LATENCY_QUANTILE -> millis(value);
            case ERROR_RATE -> percent(value);
            case REQUEST_COUNT, ERROR_COUNT -> rounded(value, 2);
            case QUERIED -> plain(value) + metric.unit();
        };
    }

    /** The plain decimal, as a spec has it. */
    static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String rounded(double value, int decimals) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal fixed = exact.setScale(decimals, RoundingMode.HALF_EVEN);
        BigDecimal shown = fixed.precision() < 2 ? exact.round(new MathContext(2, RoundingMode.HALF_EVEN)) : fixed;
        BigDecimal bare = shown.stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, bare.scale()) + "f", bare);
    }
}
