package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Matching.Cardinality;
import io.mirrorexperiment.sandbox.prometheus.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands beside an operand: matching, grouping, ranges, {@code offset} and {@code @}. */
final class ModifierParser {
    private final Tokens tokens;

    ModifierParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The labels by which an aggregation groups. */
    record Grouping(boolean without, List<String> labels) {
        static final Grouping ALL_TOGETHER = new Grouping(false, List.of());
    }

    Optional<Grouping> grouping() {
        boolean without = tokens.peek().isWord("without");
        if (!without && !tokens.peek().isWord("by")) {
            return Optional.empty();
        }
        tokens.next();
        return Optional.of(new Grouping(without, labels()));
    }

    Matching matching() {
        boolean on = tokens.peek().isWord("on");
        if (!on && !tokens.peek().isWord("ignoring")) {
            return Matching.BY_ALL_LABELS;
        }
        tokens.next();
        List<String> labels = labels();
        Cardinality cardinality = cardinality();
        boolean includes =
                cardinality != Cardinality.ONE_TO_ONE && tokens.peek().is(Kind.LEFT_PAREN);
        return new Matching(on, labels, cardinality, includes ? labels() : List.of());
    }

    private Cardinality cardinality() {
        if (tokens.takeWord("group_left")) {
            return Cardinality.MANY_TO_ONE;
        }
        return tokens.takeWord("group_right") ? Cardinality.ONE_TO_MANY : Cardinality.ONE_TO_ONE;
    }

    private List<String> labels() {
        tokens.expect(Kind.LEFT_PAREN, "grouping opts", "\"(\"");
        List<String> labels = new ArrayList<>();
        while (!tokens.takeIf(Kind.RIGHT_PAREN)) {
            labels.add(label());
            if (!tokens.takeIf(Kind.COMMA) && !tokens.peek().is(Kind.RIGHT_PAREN)) {
                throw tokens.unexpected("grouping opts", "\",\" or \")\"");
            }
        }
        return labels;
    }

    private String label() {
        Token token = tokens.peek();
        boolean word = token.is(Kind.IDENTIFIER)
                || token.is(Kind.AGGREGATOR)
                || token.is(Kind.KEYWORD)
                || (token.is(Kind.OPERATOR) && Character.isLetter(token.text().charAt(0)));
        if (!word) {
            throw tokens.unexpected("grouping opts", "label");
        }
        return tokens.next().text();
    }

    /** The operand with all ranges, offsets and pins that follow it. */
    Expr postfix(Expr operand) {
        Expr expr = operand;
        while (true) {
            Token token = tokens.peek();
            if (token.is(Kind.LEFT_BRACKET)) {
                expr = range(expr);
            } else if (token.isWord("offset")) {
                expr = offset(expr);
            } else if (token.is(Kind.AT)) {
                expr = pinned(expr);
            } else {
                return expr;
            }
        }
    }

    private Expr range(Expr expr) {
        Token open = tokens.next();
        long millis = positiveDuration();
        if (tokens.peek().is(Kind.COLON)) {
            throw tokens.refused(open.span(), "subqueries are not supported by this server");
        }
        tokens.expect(Kind.RIGHT_BRACKET, "subquery or range", "\":\" or \"]\"");
        if (!(expr instanceof Expr.Selector selector)) {
            throw tokens.refused(open.span(), "ranges only allowed for vector selectors");
        }
        if (selector.shift().offsetMillis().isPresent()) {
            throw tokens.refused(open.span(), "no offset modifiers allowed before range");
        }
        if (selector.shift().pin().isPresent()) {
            throw tokens.refused(open.span(), "no @ modifiers allowed before range");
        }
        return new Expr.RangeSelector(selector, millis, new Span(expr.span().start(), tokens.lastEnd()));
    }

    private long positiveDuration() {
        Token token = tokens.peek();
        if (!token.is(Kind.DURATION) && !token.is(Kind.NUMBER)) {
            throw tokens.unexpected("subquery or range selector", "number or duration");
        }
        long millis = Math.round(seconds(tokens.next()) * 1000);
        if (millis <= 0) {
            throw tokens.refused(token.span(), "duration must be greater than 0");
        }
        return millis;
    }

    /** The seconds of a number or duration word. */
    double seconds(Token token) {
        if (token.is(Kind.NUMBER)) {
            return bounded(token, Numbers.parse(token.text()));
        }
        try {
            return Durations.millis(token.text()) / 1000.0;
        } catch (IllegalArgumentException noDuration) {
            throw tokens.refused(token.span(), String.valueOf(noDuration.getMessage()));
        }
    }

    private double bounded(Token token, double seconds) {
        if (!(Math.abs(seconds) < 1e9)) {
            throw tokens.refused(token.span(), "duration out of range");
        }
        return seconds;
    }

    private Expr offset(Expr expr) {
        tokens.next();
        boolean minus = takeSign();
        Token token = tokens.peek();
        if (!token.is(Kind.DURATION) && !token.is(Kind.NUMBER)) {
            throw tokens.unexpected("offset", "number or duration");
        }
        long millis = Math.round(seconds(tokens.next()) * 1000) * (minus ? -1 : 1);
        Expr.Selector selector = selectorOf(
                expr, "offset modifier must be preceded by an instant vector selector or range vector selector");
        if (selector.shift().offsetMillis().isPresent()) {
            throw tokens.refused(expr.span(), "offset may not be set multiple times");
        }
        return shifted(
                expr, selector, new Shift(Optional.of(millis), selector.shift().pin()));
    }

    private Expr pinned(Expr expr) {
        tokens.next();
        Shift.Pin pin = pin();
        Expr.Selector selector =
                selectorOf(expr, "@ modifier must be preceded by an instant vector selector or range vector selector");
        if (selector.shift().pin().isPresent()) {
            throw tokens.refused(expr.span(), "@ <timestamp> may not be set multiple times");
        }
        return shifted(expr, selector, new Shift(selector.shift().offsetMillis(), Optional.of(pin)));
    }

    private Shift.Pin pin() {
        if (tokens.peek().isWord("start") || tokens.peek().isWord("end")) {
            boolean start = tokens.next().isWord("start");
            tokens.expect(Kind.LEFT_PAREN, "@", "timestamp");
            tokens.expect(Kind.RIGHT_PAREN, "@", "timestamp");
            return start ? new Shift.Pin.Start() : new Shift.Pin.End();
        }
        boolean minus = takeSign();
        Token number = tokens.peek();
        if (!number.is(Kind.NUMBER) && !number.is(Kind.DURATION)) {
            throw tokens.unexpected("@", "timestamp");
        }
        tokens.next();
        double seconds = number.is(Kind.NUMBER) ? Numbers.parse(number.text()) : seconds(number);
        if (!(Math.abs(seconds) < Long.MAX_VALUE / 1000.0)) {
            throw tokens.refused(number.span(), "timestamp out of bounds for @ modifier: " + number.text());
        }
        return new Shift.Pin.Fixed(Math.round(seconds * 1000) * (minus ? -1 : 1));
    }

    private boolean takeSign() {
        Token sign = tokens.peek();
        boolean minus = sign.is(Kind.OPERATOR) && sign.text().equals("-");
        if (minus || (sign.is(Kind.OPERATOR) && sign.text().equals("+"))) {
            tokens.next();
        }
        return minus;
    }

    private Expr.Selector selectorOf(Expr expr, String otherwise) {
        if (expr instanceof Expr.Selector selector) {
            return selector;
        }
        if (expr instanceof Expr.RangeSelector range) {
            return range.selector();
        }
        throw tokens.refused(expr.span(), otherwise + " or a subquery");
    }

    private Expr shifted(Expr expr, Expr.Selector selector, Shift shift) {
        Span span = new Span(expr.span().start(), tokens.lastEnd());
        Expr.Selector moved = new Expr.Selector(selector.name(), selector.matchers(), shift, span);
        return expr instanceof Expr.RangeSelector range
                ? new Expr.RangeSelector(moved, range.rangeMillis(), span)
                : moved;
    }
}
