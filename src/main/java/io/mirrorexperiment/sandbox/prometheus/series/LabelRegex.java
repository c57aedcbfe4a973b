package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in RE2's syntax that always has to match the whole text, and whose dot matches a line end too
 * (Prometheus 3, model/labels/regexp.go).
 *
 * <p>What RE2 does not know (look-around, back references, possessive quantifiers, …) is refused rather than read
 * Java's way.
 */
public final class LabelRegex {
    private final Pattern pattern;

    private LabelRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles an expression.
     *
     * @throws PatternSyntaxException if it is not an expression in RE2's syntax, or uses a rare part of it that is not
     *     understood here (a flag other than {@code i}, a Unicode script class, …)
     */
    public static LabelRegex compile(String expression) {
        try {
            return new LabelRegex(Pattern.compile(new Re2Translation(expression).toJava(), Pattern.DOTALL));
        } catch (StackOverflowError deep) {
            throw new PatternSyntaxException("expression nests too deeply", expression, -1);
        }
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /** The groups of a match of the whole text, or empty if it does not match. */
    public Optional<MatchResult> match(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    /** What a match's template expands to, by the rules of Go's {@code Regexp.Expand}. */
    public Optional<String> expand(String text, String template) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(new GoTemplate(template).expand(matcher)) : Optional.empty();
    }
}
