package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Token.Kind;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Reads metric names and the matchers between braces. */
final class SelectorParser {
    /** Words with a meaning of their own that may be a metric's name too (metric_identifier in the grammar). */
    private static final Set<String> NAMES_TOO =
            Set.of("and", "or", "unless", "by", "without", "offset", "start", "end");

    private final Tokens tokens;

    SelectorParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Expr namedByKeyword() {
        if (!NAMES_TOO.contains(tokens.peek().text().toLowerCase(Locale.ROOT))) {
            throw tokens.unexpected();
        }
        return named(tokens.next());
    }

    Expr named(Token name) {
        List<Matcher> matchers = tokens.peek().is(Kind.LEFT_BRACE) ? braces() : new ArrayList<>();
        Span span = new Span(name.span().start(), tokens.lastEnd());
        refuseSecondName(name, matchers, span);
        matchers.add(Matcher.of(Labels.NAME, Matcher.Kind.EQUAL, name.text()));
        return new Expr.Selector(name.text(), matchers, Shift.NONE, span);
    }

    private void refuseSecondName(Token name, List<Matcher> matchers, Span span) {
        for (Matcher matcher : matchers) {
            if (matcher.name().equals(Labels.NAME)) {
                throw tokens.refused(
                        span,
                        "metric name must not be set twice: " + GoText.quoted(name.text()) + " or "
                                + GoText.quoted(matcher.value()));
            }
        }
    }

    Expr anonymous() {
        int start = tokens.peek().span().start();
        List<Matcher> matchers = braces();
        Span span = new Span(start, tokens.lastEnd());
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw tokens.refused(span, "vector selector must contain at least one non-empty matcher");
        }
        return new Expr.Selector("", matchers, Shift.NONE, span);
    }

    private List<Matcher> braces() {
        tokens.next();
        List<Matcher> matchers = new ArrayList<>();
        while (!tokens.takeIf(Kind.RIGHT_BRACE)) {
            matchers.add(matcher());
            if (!tokens.takeIf(Kind.COMMA) && !tokens.peek().is(Kind.RIGHT_BRACE)) {
                throw tokens.unexpected("label matching", "\",\" or \"}\"");
            }
        }
        return matchers;
    }

    private Matcher matcher() {
        Token name = tokens.expect(Kind.IDENTIFIER, "label matching", "identifier or \"}\"");
        Matcher.Kind kind = kind();
        Token value = tokens.expect(Kind.STRING, "label matching", "string");
        try {
            return Matcher.of(name.text(), kind, tokens.text(value));
        } catch (PatternSyntaxException noRegex) {
            throw tokens.refused(name.span(), noRegex.getDescription() + ": `" + noRegex.getPattern() + "`");
        }
    }

    private Matcher.Kind kind() {
        Token sign = tokens.peek();
        Matcher.Kind kind =
                switch (sign.kind()) {
                    case EQUAL -> Matcher.Kind.EQUAL;
                    case REGEX -> Matcher.Kind.REGEX;
                    case NOT_REGEX -> Matcher.Kind.NOT_REGEX;
                    case OPERATOR -> Matcher.Kind.NOT_EQUAL;
                    default -> throw tokens.unexpected("label matching", "label matching operator");
                };
        tokens.next();
        return kind;
    }
}
