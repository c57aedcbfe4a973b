package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.promql.GoFloat;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line such as {@code requests_total{code="200"} 12 1395066363000}. */
final class SampleLine {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)[ \\t]*=[ \\t]*\"");
    private static final Pattern COMMA = Pattern.compile("[ \\t]*(,?)[ \\t]*");
    private static final Pattern NUMBERS = Pattern.compile("([^ \\t]+)(?:[ \\t]+(-?\\d{1,18}))?");

    private final String row;
    private final Map<String, String> labels = new TreeMap<>();
    private String repeated = "";
    private int at;

    SampleLine(String row) {
        this.row = row;
    }

    /** Says that a line is no sample, and why. */
    static final class NotOne extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean readable;

        NotOne(String why) {
            this(why, false);
        }

        NotOne(String why, boolean readable) {
            super(why);
            this.readable = readable;
        }

        /** Whether Prometheus reads it as a sample, and refuses it only when it is to be stored. */
        boolean readable() {
            return readable;
        }
    }

    Exposition.Line read() throws NotOne {
        boolean indented = !take(BLANKS, "").group().isEmpty();
        labels.put(Labels.NAME, take(NAME, "expected a metric name").group());
        take(BLANKS, "");
        if (row.startsWith("{", at)) {
            at++;
            labels();
        }
        take(BLANKS, "");
        Matcher numbers = take(NUMBERS, "expected a value after the metric");
        take(BLANKS, "");
        if (at != row.length()) {
            throw new NotOne("unexpected text after the value: " + row.substring(at));
        }
        double value = value(numbers.group(1));
        if (indented || !repeated.isEmpty()) {
            throw new NotOne(indented ? "blanks before the name" : "label " + repeated + " appears twice", true);
        }
        return new Exposition.Line(Labels.of(labels), value, timestamp(numbers));
    }

    private void labels() throws NotOne {
        take(BLANKS, "");
        while (!row.startsWith("}", at)) {
            String name = take(LABEL, "expected label=\"value\"").group(1);
            put(name, quoted());
            take(COMMA, "");
        }
        at++;
    }

    private void put(String name, String value) {
        if (labels.put(name, value) != null) {
            repeated = name;
        }
    }

    /** The text up to the closing quote; stands behind that quote afterwards. */
    private String quoted() throws NotOne {
        StringBuilder plain = new StringBuilder();
        while (at < row.length() && row.charAt(at) != '"') {
            char c = row.charAt(at++);
            if (c == '\\' && at < row.length()) {
                plain.append(escape(row.charAt(at++)));
            } else {
                plain.append(c);
            }
        }
        if (at >= row.length()) {
            throw new NotOne("a label's value has no closing quote");
        }
        at++;
        return plain.toString();
    }

    /** An escape that the format does not define stays as it is written. */
    private static String escape(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case '"' -> "\"";
            case '\\' -> "\\";
            default -> "\\" + c;
        };
    }

    private static double value(String text) throws NotOne {
        return GoFloat.parse(text).orElseThrow(() -> new NotOne("not a number: " + text));
    }

    private static Optional<Long> timestamp(Matcher numbers) {
        return Optional.ofNullable(numbers.group(2)).map(Long::valueOf);
    }

    private Matcher take(Pattern pattern, String expectation) throws NotOne {
        Matcher matcher = pattern.matcher(row).region(at, row.length());
        if (!matcher.lookingAt()) {
            throw new NotOne(expectation);
        }
        at = matcher.end();
        return matcher;
    }
}
