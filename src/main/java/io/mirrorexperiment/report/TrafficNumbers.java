package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Latency;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Numbers of the traffic as people read them: three digits are enough for the eye. */
final class TrafficNumbers {
    /** From this share of errors on an edge is doubtful; the defaults of Kiali's health, as is the other. */
    static final double DOUBTFUL = 0.001;

    /** From this share of errors on an edge is bad. */
    static final double BAD = 0.1;

    private TrafficNumbers() {}

    /** As in {@code 12.5/s}. */
    static String rate(double perSecond) {
        return perSecond > 0 && perSecond < 0.005 ? "<0.01/s" : digits(perSecond) + "/s";
    }

    /** As in {@code 0.3 %}: only nothing is 0 %, and only all is 100 %. */
    static String share(double share) {
        double percent = 100 * share;
        if (percent > 0 && percent < 0.05) {
            return "<0.1 %";
        }
        if (percent < 100 && percent >= 99.95) {
            return "99.9 %";
        }
        boolean whole = percent == Math.rint(percent);
        return String.format(Locale.ROOT, whole ? "%.0f %%" : "%.1f %%", percent);
    }

    /** As in {@code 4.8 ms} and {@code 5.02 s}. */
    static String millis(OptionalDouble millis) {
        if (millis.isEmpty()) {
            return Numbers.NONE;
        }
        double value = millis.getAsDouble();
        return value >= 1000
                ? digits(value / 1000) + " s"
                : String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%.0f ms", value);
    }

    /** As in {@code 1.20 MB/s}. */
    static String bytes(double perSecond) {
        double value = perSecond;
        for (String unit : new String[] {"B/s", "kB/s", "MB/s", "GB/s"}) {
            if (value < 999.5) {
                return (unit.equals("B/s") ? String.format(Locale.ROOT, "%.0f", value) : digits(value)) + " " + unit;
            }
            value /= 1000;
        }
        return digits(value) + " TB/s";
    }

    static String p95(Flow flow) {
        return millis(Optional.of(flow.latency()).map(Latency::p95).orElseThrow());
    }

    /** What the line of an edge says, as in {@code 12.5/s · ! 0.3 % · p95 4.8 ms}. */
    static String brief(Flow flow) {
        if (flow.bytes().isPresent()) {
            Bytes bytes = flow.bytes().get();
            return "↓ " + bytes(bytes.sent()) + "  ↑ " + bytes(bytes.received());
        }
        String errors = flow.errorShare() > 0 ? " · " + sign(flow.errorShare()) + share(flow.errorShare()) : "";
        String p95 = flow.latency().p95().isPresent() ? " · p95 " + p95(flow) : "";
        return rate(flow.requests()) + errors + p95;
    }

    static Tone tone(double errorShare) {
        if (errorShare >= BAD) {
            return Tone.BAD;
        }
        return errorShare >= DOUBTFUL ? Tone.DOUBT : Tone.PLAIN;
    }

    /** What is bad is said by a sign, too, not by its colour alone. */
    static String sign(double errorShare) {
        return switch (tone(errorShare)) {
            case BAD -> "✗ ";
            case DOUBT -> "! ";
            default -> "";
        };
    }

    private static String digits(double value) {
        String form = value >= 99.95 ? "%,.0f" : value >= 9.995 ? "%.1f" : "%.2f";
        return value == 0 ? "0" : String.format(Locale.ROOT, form, value);
    }
}
