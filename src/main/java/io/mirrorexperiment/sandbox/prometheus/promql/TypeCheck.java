package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Matching.Cardinality;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;

/** Refuses trees whose parts do not fit together, with the messages of promql/parser/parse.go, checkAST. */
final class TypeCheck implements Expr.Visitor<ValueType> {
    private final String query;

    TypeCheck(String query) {
        this.query = query;
    }

    @Override
    public ValueType number(Expr.NumberLiteral number) {
        return number.type();
    }

    @Override
    public ValueType text(Expr.Text text) {
        return text.type();
    }

    @Override
    public ValueType selector(Expr.Selector selector) {
        return selector.type();
    }

    @Override
    public ValueType rangeSelector(Expr.RangeSelector range) {
        return range.type();
    }

    @Override
    public ValueType paren(Expr.Paren paren) {
        return paren.inner().accept(this);
    }

    @Override
    public ValueType signed(Expr.Signed signed) {
        ValueType type = signed.operand().accept(this);
        refuseIf(
                !isNumeric(type),
                signed.span(),
                "unary expression only allowed on expressions of type scalar or instant vector, got "
                        + GoText.quoted(type.documented()));
        return type;
    }

    @Override
    public ValueType binary(Expr.Binary binary) {
        ValueType left = binary.left().accept(this);
        ValueType right = binary.right().accept(this);
        boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
        BinaryOp op = binary.op();
        refuseIf(
                binary.returnsBool() && !op.isComparison(),
                binary.opSpan(),
                "bool modifier can only be used on comparison operators");
        refuseIf(
                scalars && op.isComparison() && !binary.returnsBool(),
                binary.opSpan(),
                "comparisons between scalars must use BOOL modifier");
        matching(binary);
        String numbersOnly = "binary expression must contain only scalar and instant vector types";
        refuseIf(!isNumeric(left), binary.left().span(), numbersOnly);
        refuseIf(!isNumeric(right), binary.right().span(), numbersOnly);
        vectors(binary, left == ValueType.VECTOR && right == ValueType.VECTOR);
        return binary.type();
    }

    private void matching(Expr.Binary binary) {
        Matching matching = binary.matching();
        for (String label : matching.labels()) {
            refuseIf(
                    matching.on() && matching.include().contains(label),
                    binary.opSpan(),
                    "label " + GoText.quoted(label) + " must not occur in ON and GROUP clause at once");
        }
    }

    private void vectors(Expr.Binary binary, boolean bothVectors) {
        Matching matching = binary.matching();
        boolean matches =
                matching.on() || !matching.labels().isEmpty() || matching.cardinality() != Cardinality.ONE_TO_ONE;
        refuseIf(!bothVectors && matches, binary.span(), "vector matching only allowed between instant vectors");
        boolean set = binary.op().isSet();
        String sign = GoText.quoted(binary.op().sign());
        refuseIf(
                set && bothVectors && matching.cardinality() != Cardinality.ONE_TO_ONE,
                binary.span(),
                "no grouping allowed for " + sign + " operation");
        refuseIf(
                set && !bothVectors,
                binary.span(),
                "set operator " + sign + " not allowed in binary scalar expression");
    }

    @Override
    public ValueType aggregate(Expr.Aggregate aggregate) {
        expect(aggregate.operand(), ValueType.VECTOR, "aggregation expression");
        aggregate.parameter().ifPresent(parameter -> expect(parameter, ValueType.SCALAR, "aggregation parameter"));
        return aggregate.type();
    }

    @Override
    public ValueType call(Expr.Call call) {
        call.function()
                .complaintAbout(call.arguments().size())
                .ifPresent(complaint -> refuseIf(true, call.span(), complaint));
        for (int i = 0; i < call.arguments().size(); i++) {
            String context = "call to function " + GoText.quoted(call.function().name());
            expect(call.arguments().get(i), call.function().parameter(i), context);
        }
        return call.type();
    }

    private void expect(Expr expr, ValueType wanted, String context) {
        ValueType type = expr.accept(this);
        refuseIf(
                type != wanted,
                expr.span(),
                "expected type " + wanted.documented() + " in " + context + ", got " + type.documented());
    }

    private void refuseIf(boolean wrong, Span span, String message) {
        if (wrong) {
            throw QueryRefused.unreadable(query, span.start(), message);
        }
    }

    private static boolean isNumeric(ValueType type) {
        return type == ValueType.SCALAR || type == ValueType.VECTOR;
    }
}
