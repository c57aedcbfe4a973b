package io.mirrorexperiment.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lines of YAML with comments for people, no line longer than a screen is wide. */
final class CommentedYaml {
    private static final int WIDTH = 118;

    /** What YAML of one version or another takes for a truth value, or for nothing. */
    private static final Set<String> OTHERS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final List<String> lines = new ArrayList<>();

    /** A line as it is. */
    void line(String line) {
        lines.add(line);
    }

    /** A comment at the margin, on one line. */
    void head(String sentence) {
        lines.add("# " + sentence.replaceAll("\\s+", " "));
    }

    /** A comment between the fields of the spec, on as many lines as it takes. */
    void comment(String sentence) {
        wrap("  # ", sentence);
    }

    /** Several under a title; nothing where there are none. */
    void comments(String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            comment(title);
            sentences.forEach(sentence -> wrap("  #   ", sentence));
        }
    }

    private void wrap(String indent, String sentence) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : sentence.strip().split("\\s+", -1)) {
            if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** A text in quotes, whatever is in it. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A name of an object, in quotes where YAML would take it for something else than a text. */
    static String name(String text) {
        return text.matches("[a-z][-a-z0-9.]*") && !OTHERS.contains(text) ? text : quoted(text);
    }

    /** A number without an exponent. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** A number to two digits. */
    static String rounded(double value) {
        return plain(new BigDecimal(value).round(new MathContext(2)).doubleValue());
    }

    /** A time as specs write it. */
    static String time(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + "ms";
        }
        if (time.toSeconds() % 60 != 0) {
            return time.toSeconds() + "s";
        }
        return time.toMinutes() % 60 == 0 ? time.toHours() + "h" : time.toMinutes() + "m";
    }
}
