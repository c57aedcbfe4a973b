package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A replacement with {@code $1}, {@code ${1}}, {@code $name} and {@code $$}, read as Go's {@code Regexp.Expand} does. */
final class GoTemplate {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\$)|\\{(\\w+)\\}|(\\w+))");

    private final String template;

    GoTemplate(String template) {
        this.template = template;
    }

    /** The text for a match; a group that does not exist or took no part is the empty string. */
    String expand(Matcher match) {
        return REFERENCE.matcher(template).replaceAll(reference -> {
            if (reference.group(1) != null) {
                return "\\$";
            }
            String name = reference.group(2) != null ? reference.group(2) : reference.group(3);
            return Matcher.quoteReplacement(group(match, name));
        });
    }

    private static String group(Matcher match, String name) {
        String text = name.chars().allMatch(Character::isDigit) ? numbered(match, name) : named(match, name);
        return text == null ? "" : text;
    }

    private static @Nullable String numbered(Matcher match, String digits) {
        boolean exists = digits.length() < 4 && Integer.parseInt(digits) <= match.groupCount();
        return exists ? match.group(Integer.parseInt(digits)) : "";
    }

    private static @Nullable String named(Matcher match, String name) {
        try {
            return match.group(name);
        } catch (IllegalArgumentException noSuchGroup) {
            return "";
        }
    }
}
