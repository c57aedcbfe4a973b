package io.mirrorexperiment.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text exposition format, version 0.0.4. As in a scrape a single line that is none makes the whole text worthless, and so
 * does an end in mid-line: a text that was cut off must not pass for one with fewer counters. Pure.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class Exposition {
    /** The label that holds a series' name. */
    static final String NAME = "__name__";

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)[ \\t]*(\\{?)");
    private static final Pattern LABEL =
            Pattern.compile("[ \\t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \\t]*=[ \\t]*\"((?:[^\"\\\\]|\\\\.)*+)\"[ \\t]*");
    private static final Pattern VALUE = Pattern.compile("[ \\t]*([^ \\t]+)(?:[ \\t]+(-?[0-9]{1,18}))?[ \\t]*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\\"n])");

    private final String line;
    private final int number;
    private int at;

    private Exposition(String line, int number) {
        this.line = line;
        this.number = number;
    }

    /**
     * The samples of some series, in their order; the name is the label {@value #NAME}.
     *
     * @param names what a series that is wanted is to be called; those without a name here are read, too, and left out
     * @throws OddAnswerException if it is no exposition, or if a sample that is wanted has a time of its own
     */
    static List<Sample> read(String text, Function<String, Optional<String>> names) throws OddAnswerException {
        if (!text.endsWith("\n")) {
            throw new OddAnswerException(
                    text.isEmpty() ? "an empty text" : "a text that ends in mid-line; is it a whole exposition?");
        }
        List<Sample> samples = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!isRemark(line)) {
                new Exposition(line, number).sample(names, samples);
            }
        }
        return samples;
    }

    /** Types and helps, too: what the series mean is known beforehand. */
    private static boolean isRemark(String line) {
        String bare = line.replaceFirst("^[ \\t]+", "");
        return bare.isEmpty() || bare.startsWith("#");
    }

    private void sample(Function<String, Optional<String>> names, List<Sample> samples) throws OddAnswerException {
        Matcher series = next(SERIES, "a name");
        Optional<String> name = names.apply(series.group(1));
        Map<String, String> labels = series.group(2).isEmpty() ? new TreeMap<>() : labels();
        Matcher value = next(VALUE, "a value");
        if (at < line.length() || SampleText.number(value.group(1)).isEmpty()) {
            throw odd("a number");
        }
        if (name.isEmpty()) {
            return;
        }
        if (value.group(2) != null) {
            throw new OddAnswerException("line " + number + " has a time of its own: " + SampleText.shown(line)
                    + "; counters must be of now");
        }
        labels.put(NAME, name.get());
        samples.add(new Sample(labels, value.group(1)));
    }

    private Map<String, String> labels() throws OddAnswerException {
        Map<String, String> labels = new TreeMap<>();
        while (!closes()) {
            Matcher label = next(LABEL, "a label");
            if (labels.put(label.group(1), plain(label.group(2))) != null) {
                throw odd("each label once");
            }
            if (line.startsWith(",", at)) {
                at++;
            } else if (!line.startsWith("}", at)) {
                throw odd("a comma");
            }
        }
        at++;
        return labels;
    }

    private boolean closes() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return line.startsWith("}", at);
    }

    /** An escape that the format does not know stays as it is written, as in Prometheus. */
    private static String plain(String quoted) {
        return ESCAPE.matcher(quoted)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
    }

    private Matcher next(Pattern pattern, String wanted) throws OddAnswerException {
        Matcher matcher = pattern.matcher(line).region(at, line.length());
        if (!matcher.lookingAt()) {
            throw odd(wanted);
        }
        at = matcher.end();
        return matcher;
    }

    private OddAnswerException odd(String wanted) {
        return new OddAnswerException("line " + number + " is no sample, for want of " + wanted + ": "
                + Questions.quoted(SampleText.shown(line)) + "; is that an exposition of Prometheus' text format?");
    }
}
