package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Token.Kind;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into words, one at a time, with the rules and messages of promql/parser/lex.go. */
final class Lexer {
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "unless", "atan2");
    private static final Set<String> KEYWORDS =
            Set.of("offset", "by", "without", "on", "ignoring", "group_left", "group_right", "bool", "start", "end");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,15}");
    private static final Pattern NUMBER = Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,19}(?:ms|[smhdwy])){1,7}");
    private static final Map<String, Kind> SIGNS = Map.of(
            "(",
            Kind.LEFT_PAREN,
            ")",
            Kind.RIGHT_PAREN,
            "[",
            Kind.LEFT_BRACKET,
            "]",
            Kind.RIGHT_BRACKET,
            "{",
            Kind.LEFT_BRACE,
            "}",
            Kind.RIGHT_BRACE,
            ",",
            Kind.COMMA,
            "@",
            Kind.AT);

    private final String query;
    private int at;
    private int openParens;
    private boolean inBraces;
    private boolean inBrackets;

    Lexer(String query) {
        this.query = query;
    }

    /** The next word; at the end, again and again the end. */
    Token next() {
        skipBlanks();
        if (at >= query.length()) {
            return end();
        }
        char c = query.charAt(at);
        if (c == '"' || c == '\'' || c == '`') {
            return take(Kind.STRING, new QuotedText(query, at).end());
        }
        if (SIGNS.containsKey(String.valueOf(c))) {
            return sign(c);
        }
        return inBraces ? insideBraces(c) : inBrackets ? insideBrackets(c) : outside(c);
    }

    private void skipBlanks() {
        boolean comment = false;
        while (at < query.length()) {
            char c = query.charAt(at);
            comment = comment ? c != '\n' && c != '\r' : c == '#';
            if (!comment && !isBlank(c)) {
                return;
            }
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private Token end() {
        if (inBraces) {
            throw refused("unexpected end of input inside braces");
        }
        if (inBrackets) {
            throw refused("unexpected end of input in duration expression");
        }
        if (openParens > 0) {
            throw refused("unclosed left parenthesis");
        }
        return new Token(Kind.END, "", new Span(at, at));
    }

    private Token sign(char c) {
        switch (c) {
            case '(' -> openParens++;
            case ')' -> closeParen();
            case '[' -> openBracket();
            case ']' -> closeBracket();
            case '{' -> openBrace();
            case '}' -> closeBrace();
            default -> refuseInBrackets(c);
        }
        return take(SIGNS.getOrDefault(String.valueOf(c), Kind.END), at + 1);
    }

    private void closeParen() {
        if (--openParens < 0) {
            throw refused("unexpected right parenthesis ')'");
        }
    }

    private void openBracket() {
        if (inBraces) {
            throw refused("unexpected character inside braces: '['");
        }
        if (inBrackets) {
            throw refused("unexpected left bracket '['");
        }
        inBrackets = true;
    }

    private void closeBracket() {
        if (!inBrackets) {
            throw refused(inBraces ? "unexpected character inside braces: ']'" : "unexpected right bracket ']'");
        }
        inBrackets = false;
    }

    private void openBrace() {
        if (inBraces) {
            throw refused("unexpected left brace '{'");
        }
        refuseInBrackets('{');
        inBraces = true;
    }

    private void closeBrace() {
        if (!inBraces) {
            throw refused("unexpected character: '}'");
        }
        inBraces = false;
    }

    private void refuseInBrackets(char c) {
        if (inBrackets) {
            throw refused("unexpected character in duration expression: '" + c + "'");
        }
    }

    private Token insideBraces(char c) {
        Matcher label = matcher(LABEL);
        if (label.lookingAt()) {
            return take(Kind.IDENTIFIER, label.end());
        }
        if (c == '=') {
            return follows('~') ? take(Kind.REGEX, at + 2) : take(Kind.EQUAL, at + 1);
        }
        if (c == '!') {
            return negation();
        }
        throw refused("unexpected character inside braces: '" + shown() + "'");
    }

    private Token negation() {
        if (follows('~')) {
            return take(Kind.NOT_REGEX, at + 2);
        }
        if (follows('=')) {
            return take(Kind.OPERATOR, at + 2);
        }
        throw refused("unexpected character after '!' inside braces: " + following());
    }

    private Token insideBrackets(char c) {
        if (c == ':') {
            return take(Kind.COLON, at + 1);
        }
        if (isDigit(c) || (c == '.' && at + 1 < query.length() && isDigit(query.charAt(at + 1)))) {
            return numberOrDuration();
        }
        if (c == '-' || c == '+') {
            return take(Kind.OPERATOR, at + 1);
        }
        throw refused("unexpected character in duration expression: '" + shown() + "'");
    }

    private Token outside(char c) {
        Matcher word = matcher(WORD);
        if (word.lookingAt()) {
            return take(wordKind(word.group()), word.end());
        }
        if (isDigit(c) || (c == '.' && at + 1 < query.length() && isDigit(query.charAt(at + 1)))) {
            return numberOrDuration();
        }
        return switch (c) {
            case '+', '-', '*', '/', '%', '^' -> take(Kind.OPERATOR, at + 1);
            case '<', '>' -> take(Kind.OPERATOR, follows('=') ? at + 2 : at + 1);
            case '=' -> equalSign();
            case '!' -> {
                if (!follows('=')) {
                    throw refused("unexpected character after '!': " + following());
                }
                yield take(Kind.OPERATOR, at + 2);
            }
            default -> throw refused("unexpected character: '" + shown() + "'");
        };
    }

    private Token equalSign() {
        if (follows('~')) {
            throw refused("unexpected character after '=': '~'");
        }
        return follows('=') ? take(Kind.OPERATOR, at + 2) : take(Kind.EQUAL, at + 1);
    }

    private static Kind wordKind(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (WORD_OPERATORS.contains(lower)) {
            return Kind.OPERATOR;
        }
        if (KEYWORDS.contains(lower)) {
            return Kind.KEYWORD;
        }
        if (AggregateOp.named(lower).isPresent()) {
            return Kind.AGGREGATOR;
        }
        if (lower.equals("inf") || lower.equals("nan")) {
            return Kind.NUMBER;
        }
        return word.contains(":") ? Kind.METRIC_IDENTIFIER : Kind.IDENTIFIER;
    }

    private Token numberOrDuration() {
        int end = at;
        while (end < query.length() && continuesNumber(end)) {
            end++;
        }
        String text = query.substring(at, end);
        if (NUMBER.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
            return take(Kind.NUMBER, end);
        }
        if (DURATION.matcher(text).matches()) {
            return take(Kind.DURATION, end);
        }
        throw refused("bad number or duration syntax: " + GoText.quoted(text));
    }

    private boolean continuesNumber(int index) {
        char c = query.charAt(index);
        boolean exponentSign = (c == '+' || c == '-') && index > at && "eE".indexOf(query.charAt(index - 1)) >= 0;
        return exponentSign || c == '.' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private Token take(Kind kind, int end) {
        Token token = new Token(kind, query.substring(at, end), new Span(at, end));
        at = end;
        return token;
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(query).region(at, query.length());
    }

    private boolean follows(char c) {
        return at + 1 < query.length() && query.charAt(at + 1) == c;
    }

    private String following() {
        return at + 1 < query.length() ? "'" + Character.toString(query.codePointAt(at + 1)) + "'" : "end of input";
    }

    private String shown() {
        return Character.toString(query.codePointAt(at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private QueryRefused refused(String message) {
        return QueryRefused.unreadable(query, at, message);
    }
}
