package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The binary operators, with how tightly they bind (promql/parser/generated_parser.y). */
enum BinaryOp {
    OR("or", 1, Family.SET),
    AND("and", 2, Family.SET),
    UNLESS("unless", 2, Family.SET),
    EQUAL("==", 3, Family.COMPARISON),
    NOT_EQUAL("!=", 3, Family.COMPARISON),
    LESS("<", 3, Family.COMPARISON),
    LESS_OR_EQUAL("<=", 3, Family.COMPARISON),
    GREATER(">", 3, Family.COMPARISON),
    GREATER_OR_EQUAL(">=", 3, Family.COMPARISON),
    ADD("+", 4, Family.ARITHMETIC),
    SUBTRACT("-", 4, Family.ARITHMETIC),
    MULTIPLY("*", 5, Family.ARITHMETIC),
    DIVIDE("/", 5, Family.ARITHMETIC),
    MODULO("%", 5, Family.ARITHMETIC),
    ATAN2("atan2", 5, Family.ARITHMETIC),
    POWER("^", 6, Family.ARITHMETIC);

    /** How tightly a sign in front of an operand binds: as multiplication. */
    static final int SIGN_BINDS = 5;

    private final String sign;
    private final int binds;
    private final Family family;

    BinaryOp(String sign, int binds, Family family) {
        this.sign = sign;
        this.binds = binds;
        this.family = family;
    }

    static Optional<BinaryOp> of(Token token) {
        String sign = token.text().toLowerCase(Locale.ROOT);
        return token.is(Token.Kind.OPERATOR)
                ? Arrays.stream(values()).filter(op -> op.sign.equals(sign)).findFirst()
                : Optional.empty();
    }

    String sign() {
        return sign;
    }

    int binds() {
        return binds;
    }

    /** The weakest operator that the right operand may still contain. */
    int rightBinds() {
        return this == POWER ? binds : binds + 1;
    }

    boolean isComparison() {
        return family == Family.COMPARISON;
    }

    boolean isSet() {
        return family == Family.SET;
    }

    boolean isArithmetic() {
        return family == Family.ARITHMETIC;
    }

    /** The result of arithmetic, or 1 or 0 for a comparison. */
    double apply(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> Powers.pow(left, right);
            case ATAN2 -> Math.atan2(left, right);
            case EQUAL -> truth(left == right);
            case NOT_EQUAL -> truth(left != right);
            case LESS -> truth(left < right);
            case LESS_OR_EQUAL -> truth(left <= right);
            case GREATER -> truth(left > right);
            case GREATER_OR_EQUAL -> truth(left >= right);
            case AND, OR, UNLESS -> throw new IllegalStateException(sign + " works on vectors, not on numbers");
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private enum Family {
        SET,
        COMPARISON,
        ARITHMETIC
    }
}
