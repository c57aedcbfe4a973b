package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.Matcher;
import java.util.List;
import java.util.Optional;

/** A query as a tree. */
sealed interface Expr {
    /** Where it stands in the query. */
    Span span();

    /** What it evaluates to. */
    ValueType type();

    /** Calls the visitor's method for this kind of expression. */
    <R> R accept(Visitor<R> visitor);

    /** This expression without the parentheses around it. */
    default Expr bare() {
        return this;
    }

    record NumberLiteral(double value, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }
    }

    record Text(String text, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /** Picks the newest sample of each matching series. {@code name} is the one outside the braces, or empty. */
    record Selector(String name, List<Matcher> matchers, Shift shift, Span span) implements Expr {
        public Selector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.selector(this);
        }
    }

    /** Picks all samples of each matching series in the last {@code rangeMillis}. */
    record RangeSelector(Selector selector, long rangeMillis, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rangeSelector(this);
        }
    }

    record Paren(Expr inner, Span span) implements Expr {
        @Override
        public ValueType type() {
            return inner.type();
        }

        @Override
        public Expr bare() {
            return inner.bare();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.paren(this);
        }
    }

    /** A sign in front of an operand; a plus changes nothing. */
    record Signed(boolean minus, Expr operand, Span span) implements Expr {
        @Override
        public ValueType type() {
            return operand.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.signed(this);
        }
    }

    record Binary(BinaryOp op, boolean returnsBool, Matching matching, Expr left, Expr right, Span opSpan)
            implements Expr {
        @Override
        public Span span() {
            return left.span().to(right.span());
        }

        @Override
        public ValueType type() {
            boolean scalar = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
            return scalar ? ValueType.SCALAR : ValueType.VECTOR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    record Aggregate(
            AggregateOp op, Expr operand, Optional<Expr> parameter, boolean without, List<String> labels, Span span)
            implements Expr {
        public Aggregate {
            labels = List.copyOf(labels);
        }

        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.aggregate(this);
        }
    }

    record Call(Function function, List<Expr> arguments, Span span) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ValueType type() {
            return function.returns();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** One method for each kind of expression. */
    interface Visitor<R> {
        R number(NumberLiteral number);

        R text(Text text);

        R selector(Selector selector);

        R rangeSelector(RangeSelector range);

        R paren(Paren paren);

        R signed(Signed signed);

        R binary(Binary binary);

        R aggregate(Aggregate aggregate);

        R call(Call call);
    }
}
