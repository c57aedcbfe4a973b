package io.mirrorexperiment.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A jq expression that finds one number. Whatever else it finds is odd: nothing, several values, text, {@code null}, and what is not finite.
 * Immutable and safe for threads. It runs on the thread that asks; an expression that never ends holds it.
 */
final class Jq {
    private static final Scope BUILTIN = builtin();

    private final String expression;
    private final JsonQuery query;

    private Jq(String expression, JsonQuery query) {
        this.expression = expression;
        this.query = query;
    }

    /** Reads an expression. */
    static Jq of(String expression) throws OddAnswerException {
        try {
            return new Jq(expression, JsonQuery.compile(expression, Versions.JQ_1_6));
        } catch (JsonQueryException e) {
            throw new OddAnswerException("the jq expression " + SampleText.shown(expression) + " cannot be read: "
                    + SampleText.shown(String.valueOf(e.getMessage())));
        }
    }

    /** The number that it finds in an answer. */
    double number(JsonNode answer) throws OddAnswerException {
        List<JsonNode> found = found(answer);
        if (found.size() != 1) {
            throw odd(found.isEmpty() ? "finds nothing in the answer" : "finds several values instead of one");
        }
        JsonNode only = found.get(0);
        if (!only.isNumber()) {
            throw odd("finds " + (only.isNull() ? "null" : SampleText.shown(only.toString())) + ", which is no number");
        }
        double value = only.doubleValue();
        // jq has no infinity of its own: it becomes the largest number that there is.
        if (!Double.isFinite(value) || Math.abs(value) == Double.MAX_VALUE) {
            throw odd("finds a value that is not finite");
        }
        return value;
    }

    private List<JsonNode> found(JsonNode answer) throws OddAnswerException {
        List<JsonNode> found = new ArrayList<>();
        try {
            query.apply(Scope.newChildScope(BUILTIN), answer, found::add);
            return found;
        } catch (JsonQueryException | RuntimeException | StackOverflowError e) {
            throw odd("fails on the answer: " + SampleText.shown(String.valueOf(e.getMessage())));
        }
    }

    private OddAnswerException odd(String what) {
        return new OddAnswerException("the jq expression " + SampleText.shown(expression) + " " + what);
    }

    private static Scope builtin() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        return scope;
    }
}
