package io.mirrorexperiment.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How Prometheus writes numbers, and how texts of a far side are shown to people. Pure. */
final class SampleText {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?");
    private static final int SHOWN = 300;

    private SampleText() {}

    /** Reads a number, which may be {@code NaN} or infinite; empty if it is none. Laxer spellings of Java are refused. */
    static Optional<Double> number(String text) {
        return switch (text) {
            case "NaN" -> Optional.of(Double.NaN);
            case "+Inf", "Inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> DECIMAL.matcher(text).matches() ? Optional.of(Double.parseDouble(text)) : Optional.empty();
        };
    }

    /** A text of the far side, safe for a terminal and not too long. */
    static String shown(String text) {
        String clean = text.strip().replaceAll("[\\p{Cc}\\s]+", " ").replaceAll("\\p{C}", "?");
        return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
    }

    /** Labels in the notation of Prometheus, sorted. */
    static String shown(Map<String, String> labels) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(labels).forEach((name, value) -> text.append(text.isEmpty() ? "{" : ", ")
                .append(name)
                .append('=')
                .append(Questions.quoted(value)));
        return shown(text.append(text.isEmpty() ? "{}" : "}").toString());
    }
}
