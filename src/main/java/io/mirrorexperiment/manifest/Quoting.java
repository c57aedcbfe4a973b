package io.mirrorexperiment.manifest;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.Serial;
import java.util.regex.Pattern;

/** Quotes every text that some reader of YAML 1.1 or 1.2 could take for a number, a time or another word, or not take at all. */
final class Quoting extends StringQuotingChecker.Default {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Pattern AMBIGUOUS =
            Pattern.compile("[-+]?[0-9._][0-9a-fxobe_.,:tz+-]*|[-+]?\\.(inf|nan)|=|<<|~", Pattern.CASE_INSENSITIVE);

    /** Line breaks of YAML 1.1 other than the usual one, and what is no character of YAML. */
    private static final Pattern ODD =
            Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff]");

    @Override
    public boolean needToQuoteName(String name) {
        return super.needToQuoteName(name) || isOdd(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
        return super.needToQuoteValue(value) || isOdd(value);
    }

    private static boolean isOdd(String text) {
        return AMBIGUOUS.matcher(text).matches() || ODD.matcher(text).find();
    }
}
