package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Writes an RE2 expression as a Java one that means the same, or refuses it.
 *
 * <p>The syntax is the one of https://github.com/google/re2/wiki/Syntax.
 */
final class Re2Translation {
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,4})(,(\\d{0,4}))?\\}");
    private static final Pattern GROUP_OPENING = Pattern.compile("\\(\\?(?:(:)|(i(?=[:)]))([:)])|P?<([A-Za-z]\\w*)>)");
    private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):\\]");
    private static final Pattern UNICODE_CLASS = Pattern.compile("\\\\[pP](?:[LMNPSZC]|\\{[LMNPSZC][a-z]?\\})");
    private static final String PLAIN_ESCAPES = "\\.+*?()|[]{}^$-/\"'`~!@#%&=:;,<>_ dDwWzbBafnrtx";
    private static final int MOST_REPEATS = 1000;
    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alnum", "0-9A-Za-z"),
            Map.entry("alpha", "A-Za-z"),
            Map.entry("ascii", "\\x00-\\x7F"),
            Map.entry("blank", "\\t "),
            Map.entry("cntrl", "\\x00-\\x1F\\x7F"),
            Map.entry("digit", "0-9"),
            Map.entry("lower", "a-z"),
            Map.entry("upper", "A-Z"),
            Map.entry("word", "0-9A-Za-z_"),
            Map.entry("xdigit", "0-9A-Fa-f"));

    private final String source;
    private final StringBuilder java = new StringBuilder();
    private int at;

    Re2Translation(String source) {
        this.source = source;
    }

    String toJava() {
        while (at < source.length()) {
            translateNext();
        }
        return java.toString();
    }

    private void translateNext() {
        char c = source.charAt(at);
        switch (c) {
            case '\\' -> escape(false);
            case '[' -> characterClass();
            case '(' -> group();
            case '^' -> write("\\A", 1);
            case '$' -> write("\\z", 1);
            case '*', '+', '?' -> quantifier(String.valueOf(c));
            case '{' -> repeatOrBrace();
            default -> write(c == '}' ? "\\}" : c == ']' ? "\\]" : c == '#' ? "\\#" : String.valueOf(c), 1);
        }
    }

    private void quantifier(String sign) {
        write(sign, sign.length());
        if (startsWith("?")) {
            write("?", 1);
        }
        if (startsWith("*") || startsWith("+") || startsWith("?") || repeat().lookingAt()) {
            throw refused("invalid nested repetition operator");
        }
    }

    private void repeatOrBrace() {
        Matcher repeat = repeat();
        if (!repeat.lookingAt()) {
            write("\\{", 1);
            return;
        }
        String most = repeat.group(3) == null || repeat.group(3).isEmpty() ? repeat.group(1) : repeat.group(3);
        if (Integer.parseInt(most) > MOST_REPEATS || Integer.parseInt(repeat.group(1)) > MOST_REPEATS) {
            throw refused("invalid repeat count");
        }
        quantifier(repeat.group());
    }

    private Matcher repeat() {
        return REPEAT.matcher(source).region(at, source.length());
    }

    private void group() {
        if (!startsWith("(?")) {
            write("(", 1);
            return;
        }
        Matcher opening = GROUP_OPENING.matcher(source).region(at, source.length());
        if (!opening.lookingAt()) {
            throw refused("invalid or unsupported Perl syntax");
        }
        String named = opening.group(4);
        String ignoringCase = "(?iu" + opening.group(3);
        String text = named != null ? "(?<" + named + ">" : opening.group(1) != null ? "(?:" : ignoringCase;
        write(text, opening.group().length());
    }

    private void escape(boolean inClass) {
        if (at + 1 >= source.length()) {
            throw refused("trailing backslash at end of expression");
        }
        char c = source.charAt(at + 1);
        if (c == 'Q' && !inClass) {
            literal();
        } else if (c == 's' || c == 'S') {
            space(c, inClass);
        } else if (c == 'v') {
            write("\\x0B", 2);
        } else if (c == 'A' && !inClass) {
            write("\\A", 2);
        } else if (c == 'p' || c == 'P') {
            unicodeClass();
        } else if (PLAIN_ESCAPES.indexOf(c) < 0 || (inClass && "zbB".indexOf(c) >= 0)) {
            throw refused("invalid escape sequence");
        } else {
            write(source.substring(at, at + 2), 2);
        }
    }

    private void literal() {
        int end = source.indexOf("\\E", at + 2);
        int stop = end < 0 ? source.length() : end;
        java.append(Pattern.quote(source.substring(at + 2, stop)));
        at = end < 0 ? stop : stop + 2;
    }

    private void space(char letter, boolean inClass) {
        if (inClass && letter == 'S') {
            throw refused("\\S inside a class is not understood here");
        }
        String inside = "\\t\\n\\f\\r ";
        String alone = letter == 's' ? "[" + inside + "]" : "[^" + inside + "]";
        write(inClass ? inside : alone, 2);
    }

    private void unicodeClass() {
        Matcher name = UNICODE_CLASS.matcher(source).region(at, source.length());
        if (!name.lookingAt()) {
            throw refused("invalid character class range");
        }
        write(name.group(), name.group().length());
    }

    private void characterClass() {
        write("[", 1);
        if (startsWith("^")) {
            write("^", 1);
        }
        if (startsWith("]")) {
            write("\\]", 1);
        }
        while (!startsWith("]")) {
            classMember();
        }
        write("]", 1);
    }

    private void classMember() {
        if (at >= source.length()) {
            throw refused("missing closing ]");
        }
        char c = source.charAt(at);
        if (c == '\\') {
            escape(true);
        } else if (startsWith("[:")) {
            posixClass();
        } else {
            write("[&^ #".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c), 1);
        }
    }

    private void posixClass() {
        Matcher name = POSIX_CLASS.matcher(source).region(at, source.length());
        String members = name.lookingAt() ? POSIX.get(name.group(2).toLowerCase(Locale.ROOT)) : null;
        if (members == null || !name.group(1).isEmpty()) {
            throw refused("invalid character class range");
        }
        write(members, name.group().length());
    }

    private boolean startsWith(String text) {
        return source.startsWith(text, at);
    }

    private void write(String text, int consumed) {
        java.append(text);
        at += consumed;
    }

    private PatternSyntaxException refused(String why) {
        return new PatternSyntaxException("error parsing regexp: " + why, source, at);
    }
}
