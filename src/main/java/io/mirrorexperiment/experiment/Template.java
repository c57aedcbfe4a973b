package io.mirrorexperiment.experiment;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders, by the rules of Python's {@code string.Template} as Iter8 uses it: {@code $name} and {@code ${name}} stand for a
 * value, {@code $$} for a dollar; whatever has no value stays as it is. Pure.
 *
 * @param text with placeholders
 */
public record Template(String text) {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$(?:(\\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\\{([_a-zA-Z][_a-zA-Z0-9]*)})");

    /** A window of the elapsed seconds without their unit, as Iter8 wrote it before April 2021. */
    private static final Pattern BARE_WINDOW = Pattern.compile("\\[\\s*\\$(?:elapsedTime|\\{elapsedTime})\\s*]");

    /** The text with the values in it. */
    public String filled(Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null ? "$" : values.getOrDefault(name(found), found.group())));
    }

    /** The same with the unit that a bare window of elapsed seconds lacks. */
    public Template withUnits() {
        return new Template(BARE_WINDOW.matcher(text).replaceAll(Matcher.quoteReplacement("[${elapsedTime}s]")));
    }

    /** The names that stand for values. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .filter(found -> found.group(1) == null)
                .forEach(found -> names.add(name(found)));
        return names;
    }

    /** The text in which every name but these stands for itself. */
    public Template keepingOnly(Set<String> known) {
        return new Template(PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null || known.contains(name(found)) ? found.group() : "$" + found.group())));
    }

    private static String name(MatchResult found) {
        String plain = found.group(2);
        return plain == null ? String.valueOf(found.group(3)) : plain;
    }
}
