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
    private int at;

    SampleLine(String row) {
        this.row = row;
    }

    /** Says that a line is no sample, and why. */
    static final class NotOne extends Exception {
        private static final long serialVersionUID = 1L;

        NotOne(String why) {
            super(why);
        }
    }

    Exposition.Line read() throws NotOne {
        labels.put(Labels.NAME, take(NAME, "expected a metric name").group());
        take(BLANKS, "");
        if (row.startsWith("{", at)) {
            at++;
            labels();
        }
        take(BLANKS, "");
        Matcher numbers = take(NUMBERS, "expected a value after the metric");
        if (at != row.length()) {
            throw new NotOne("unexpected text after the value: " + row.substring(at));
        }
        return new Exposition.Line(Labels.of(labels), value(numbers.group(1)), timestamp(numbers));
    }

    private void labels() throws NotOne {
        take(BLANKS, "");
        boolean more = true;
        while (!row.startsWith("}", at)) {
            if (!more) {
                throw new NotOne("expected a comma or a brace after a label");
            }
            String name = take(LABEL, "expected label=\"value\"").group(1);
            put(name, quoted());
            more = !take(COMMA, "").group(1).isEmpty();
        }
        at++;
    }

    private void put(String name, String value) throws NotOne {
        if (labels.put(name, value) != null) {
            throw new NotOne("label " + name + " appears twice");
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
