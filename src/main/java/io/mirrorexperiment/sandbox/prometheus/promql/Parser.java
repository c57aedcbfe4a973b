package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Token.Kind;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a query into a tree: a Pratt parser with the precedences of promql/parser/generated_parser.y.
 *
 * <p>Whatever it does not know it refuses; a tree that comes out has been through {@link TypeCheck}.
 */
final class Parser {
    private static final int DEEPEST = 200;

    private final Tokens tokens;
    private final SelectorParser selectors;
    private final ModifierParser modifiers;
    private int depth;

    private Parser(String query) {
        this.tokens = new Tokens(query);
        this.selectors = new SelectorParser(tokens);
        this.modifiers = new ModifierParser(tokens);
    }

    /**
     * The tree of a query.
     *
     * @throws QueryRefused if the text is not a query that is understood here
     */
    static Expr parse(String query) {
        Parser parser = new Parser(query);
        if (parser.tokens.peek().is(Kind.END)) {
            throw parser.tokens.refused(new Span(0, 0), "no expression found in input");
        }
        Expr expr = parser.expression(0);
        if (!parser.tokens.peek().is(Kind.END)) {
            throw parser.tokens.unexpected();
        }
        expr.accept(new TypeCheck(query));
        return expr;
    }

    private Expr expression(int weakest) {
        if (++depth > DEEPEST) {
            throw tokens.refused(tokens.peek().span(), "expression nests more than " + DEEPEST + " levels deep");
        }
        Expr left = operand();
        Optional<BinaryOp> op = BinaryOp.of(tokens.peek());
        while (op.isPresent() && op.get().binds() >= weakest) {
            left = binary(left, op.get());
            op = BinaryOp.of(tokens.peek());
        }
        depth--;
        return left;
    }

    private Expr binary(Expr left, BinaryOp op) {
        Span opSpan = tokens.next().span();
        boolean returnsBool = tokens.takeWord("bool");
        Matching matching = modifiers.matching();
        return new Expr.Binary(op, returnsBool, matching, left, expression(op.rightBinds()), opSpan);
    }

    private Expr operand() {
        Token sign = tokens.peek();
        boolean minus = sign.is(Kind.OPERATOR) && sign.text().equals("-");
        boolean plus = sign.is(Kind.OPERATOR) && sign.text().equals("+");
        if (!minus && !plus) {
            return modifiers.postfix(primary());
        }
        tokens.next();
        Expr operand = expression(BinaryOp.SIGN_BINDS + 1);
        Span span = sign.span().to(operand.span());
        return operand instanceof Expr.NumberLiteral number
                ? new Expr.NumberLiteral(minus ? -number.value() : number.value(), span)
                : new Expr.Signed(minus, operand, span);
    }

    private Expr primary() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> number(tokens.next());
            case DURATION -> new Expr.NumberLiteral(modifiers.seconds(tokens.next()), token.span());
            case STRING -> new Expr.Text(tokens.text(tokens.next()), token.span());
            case LEFT_PAREN -> parenthesised();
            case LEFT_BRACE -> selectors.anonymous();
            case METRIC_IDENTIFIER -> selectors.named(tokens.next());
            case IDENTIFIER -> callOrSelector(tokens.next());
            case AGGREGATOR -> aggregateOrSelector(tokens.next());
            case OPERATOR, KEYWORD -> selectors.namedByKeyword();
            default -> throw tokens.unexpected();
        };
    }

    private Expr number(Token token) {
        double number = Numbers.parse(token.text());
        if (Double.isInfinite(number) && !token.text().equalsIgnoreCase("inf")) {
            throw tokens.refused(token.span(), "error parsing number: value out of range");
        }
        return new Expr.NumberLiteral(number, token.span());
    }

    private Expr parenthesised() {
        Token open = tokens.next();
        Expr inner = expression(0);
        Token close = closing();
        return new Expr.Paren(inner, open.span().to(close.span()));
    }

    private Token closing() {
        if (!tokens.peek().is(Kind.RIGHT_PAREN)) {
            throw tokens.unexpected();
        }
        return tokens.next();
    }

    private Expr callOrSelector(Token name) {
        if (!tokens.peek().is(Kind.LEFT_PAREN)) {
            return selectors.named(name);
        }
        Function function = Functions.named(name.text())
                .orElseThrow(
                        () -> tokens.refused(name.span(), "unknown function with name " + GoText.quoted(name.text())));
        List<Expr> arguments = arguments();
        return new Expr.Call(function, arguments, new Span(name.span().start(), tokens.lastEnd()));
    }

    private List<Expr> arguments() {
        tokens.next();
        List<Expr> arguments = new ArrayList<>();
        while (!tokens.peek().is(Kind.RIGHT_PAREN)) {
            arguments.add(expression(0));
            separator();
        }
        tokens.next();
        return arguments;
    }

    private void separator() {
        Token token = tokens.peek();
        if (tokens.takeIf(Kind.COMMA)) {
            if (tokens.peek().is(Kind.RIGHT_PAREN)) {
                throw tokens.refused(token.span(), "trailing commas not allowed in function call args");
            }
        } else if (!token.is(Kind.RIGHT_PAREN)) {
            throw tokens.unexpected();
        }
    }

    private Expr aggregateOrSelector(Token word) {
        Token following = tokens.peek();
        boolean aggregates = following.is(Kind.LEFT_PAREN) || following.isWord("by") || following.isWord("without");
        return aggregates ? aggregate(word) : selectors.named(word);
    }

    private Expr aggregate(Token word) {
        AggregateOp op = AggregateOp.named(word.text().toLowerCase(Locale.ROOT)).orElseThrow(tokens::unexpected);
        Optional<ModifierParser.Grouping> before = modifiers.grouping();
        if (!tokens.peek().is(Kind.LEFT_PAREN)) {
            throw tokens.unexpected("aggregation", "");
        }
        List<Expr> arguments = arguments();
        ModifierParser.Grouping grouping = before.or(modifiers::grouping).orElse(ModifierParser.Grouping.ALL_TOGETHER);
        Span span = new Span(word.span().start(), tokens.lastEnd());
        return aggregate(op, arguments, grouping, span);
    }

    private Expr aggregate(AggregateOp op, List<Expr> arguments, ModifierParser.Grouping grouping, Span span) {
        int wanted = op.takesParameter() ? 2 : 1;
        if (arguments.isEmpty()) {
            throw tokens.refused(span, "no arguments for aggregate expression provided");
        }
        if (arguments.size() != wanted) {
            throw tokens.refused(
                    span,
                    "wrong number of arguments for aggregate expression provided, expected %d, got %d"
                            .formatted(wanted, arguments.size()));
        }
        Optional<Expr> parameter = op.takesParameter() ? Optional.of(arguments.get(0)) : Optional.empty();
        return new Expr.Aggregate(
                op, arguments.get(wanted - 1), parameter, grouping.without(), grouping.labels(), span);
    }
}
