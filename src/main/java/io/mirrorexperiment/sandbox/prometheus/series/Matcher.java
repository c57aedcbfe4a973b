package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.function.Predicate;

/** A condition on one label of a series, as between the braces of a PromQL selector. */
public final class Matcher {
    private final String name;
    private final Kind kind;
    private final String value;
    private final Predicate<String> condition;

    private Matcher(String name, Kind kind, String value, Predicate<String> condition) {
        this.name = name;
        this.kind = kind;
        this.value = value;
        this.condition = condition;
    }

    /**
     * A matcher of this name, kind and value.
     *
     * @throws java.util.regex.PatternSyntaxException if the value of a regular-expression matcher is not one in RE2's
     *     syntax
     */
    public static Matcher of(String name, Kind kind, String value) {
        return new Matcher(name, kind, value, condition(kind, value));
    }

    private static Predicate<String> condition(Kind kind, String value) {
        return switch (kind) {
            case EQUAL -> value::equals;
            case NOT_EQUAL -> text -> !value.equals(text);
            case REGEX -> LabelRegex.compile(value)::matches;
            case NOT_REGEX -> {
                LabelRegex regex = LabelRegex.compile(value);
                yield text -> !regex.matches(text);
            }
        };
    }

    /** The label's name. */
    public String name() {
        return name;
    }

    /** How the label's value is compared. */
    public Kind kind() {
        return kind;
    }

    /** What the label's value is compared with. */
    public String value() {
        return value;
    }

    /** Whether a label's value satisfies this matcher; a missing label counts as the empty string. */
    public boolean matches(String labelValue) {
        return condition.test(labelValue);
    }

    /** Whether a series' labels satisfy this matcher. */
    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    @Override
    public String toString() {
        return name + kind.sign() + GoText.quoted(value);
    }

    /** The four comparisons of PromQL's label matchers. */
    public enum Kind {
        /** The value is exactly this text. */
        EQUAL("="),
        /** The value is anything but this text. */
        NOT_EQUAL("!="),
        /** The whole value matches this regular expression. */
        REGEX("=~"),
        /** The whole value does not match this regular expression. */
        NOT_REGEX("!~");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        /** The sign in PromQL. */
        public String sign() {
            return sign;
        }
    }
}
