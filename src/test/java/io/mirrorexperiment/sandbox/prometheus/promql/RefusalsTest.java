package io.mirrorexperiment.sandbox.prometheus.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The messages are those of promql/parser/parse_test.go, lex_test.go and promql/engine.go at v3.14.0. */
class RefusalsTest {
    private static final Fixture.Look LOOK =
            Fixture.every("1m").with("foo", "1 2 3").at("2m");

    @TestFactory
    Stream<DynamicTest> namesThePlaceAndTheReasonAsPrometheusDoes() {
        return Stream.of(
                LOOK.refuses("", "unknown position: parse error: no expression found in input"),
                LOOK.refuses("# only a comment", "1:1: parse error: no expression found in input"),
                LOOK.refuses("1 +", "1:4: parse error: unexpected end of input"),
                LOOK.refuses("1 2", "1:3: parse error: unexpected number \"2\""),
                LOOK.refuses("foo bar", "1:5: parse error: unexpected identifier \"bar\""),
                LOOK.refuses("*test", "1:1: parse error: unexpected <op:*>"),
                LOOK.refuses("(1", "1:3: parse error: unclosed left parenthesis"),
                LOOK.refuses("1)", "1:2: parse error: unexpected right parenthesis ')'"),
                LOOK.refuses("foo{", "1:5: parse error: unexpected end of input inside braces"),
                LOOK.refuses(
                        "foo{gibberish}",
                        "1:14: parse error: unexpected \"}\" in label matching, expected label" + " matching operator"),
                LOOK.refuses("foo{1}", "1:5: parse error: unexpected character inside braces: '1'"),
                LOOK.refuses(
                        "foo{a=b}",
                        "1:7: parse error: unexpected identifier \"b\" in label matching, expected" + " string"),
                LOOK.refuses("{}", "1:1: parse error: vector selector must contain at least one non-empty matcher"),
                LOOK.refuses("{x=~\".*\"}", "vector selector must contain at least one non-empty matcher"),
                LOOK.refuses("foo{__name__=\"bar\"}", "metric name must not be set twice: \"foo\" or \"bar\""),
                LOOK.refuses("foo{a=~\"(\"}", "parse error"),
                LOOK.refuses("rate(foo[0s])", "1:10: parse error: duration must be greater than 0"),
                LOOK.refuses("rate(foo[5hs])", "1:10: parse error: bad number or duration syntax: \"5hs\""),
                LOOK.refuses("rate(foo[5m1h])", "1:10: parse error: not a valid duration string: \"5m1h\""),
                LOOK.refuses("foo[5m:10s]", "subqueries are not supported"),
                LOOK.refuses("foo offset 1m [5m]", "no offset modifiers allowed before range"),
                LOOK.refuses("sum(foo)[5m]", "ranges only allowed for vector selectors"),
                LOOK.refuses("foo offset 1m offset 2m", "offset may not be set multiple times"),
                LOOK.refuses(
                        "1 offset 1d",
                        "offset modifier must be preceded by an instant vector selector or range"
                                + " vector selector or a subquery"),
                LOOK.refuses(
                        "rate(foo)",
                        "1:6: parse error: expected type range vector in call to function \"rate\","
                                + " got instant vector"),
                LOOK.refuses("rate()", "1:1: parse error: expected 1 argument(s) in call to \"rate\", got 0"),
                LOOK.refuses("round(foo, 1, 2)", "expected at most 2 argument(s) in call to \"round\", got 3"),
                LOOK.refuses(
                        "label_join(foo, \"a\")",
                        "expected at least 3 argument(s) in call to \"label_join\"," + " got 2"),
                LOOK.refuses("abs(foo,)", "1:8: parse error: trailing commas not allowed in function call args"),
                LOOK.refuses(
                        "floor('some text')",
                        "expected type instant vector in call to function \"floor\", got" + " string"),
                LOOK.refuses("no_such(foo)", "1:1: parse error: unknown function with name \"no_such\""),
                LOOK.refuses("predict_linear(foo[1m], 1)", "unknown function with name \"predict_linear\""),
                LOOK.refuses("count_values(\"x\", foo)", "unknown function with name \"count_values\""),
                LOOK.refuses("sum()", "no arguments for aggregate expression provided"),
                LOOK.refuses(
                        "topk(foo)",
                        "wrong number of arguments for aggregate expression provided, expected 2," + " got 1"),
                LOOK.refuses("topk(foo, foo)", "expected type scalar in aggregation parameter, got instant vector"),
                LOOK.refuses("sum by foo (foo)", "unexpected identifier \"foo\" in grouping opts, expected \"(\""),
                LOOK.refuses("1 and 1", "set operator \"and\" not allowed in binary scalar expression"),
                LOOK.refuses("1 == 1", "1:3: parse error: comparisons between scalars must use BOOL modifier"),
                LOOK.refuses("foo + bool foo", "bool modifier can only be used on comparison operators"),
                LOOK.refuses("foo[5m] + 1", "binary expression must contain only scalar and instant vector types"),
                LOOK.refuses("foo or on(a) group_left foo", "no grouping allowed for \"or\" operation"),
                LOOK.refuses("foo + on(a) 1", "vector matching only allowed between instant vectors"),
                LOOK.refuses(
                        "foo + on(a) group_left(a) foo",
                        "label \"a\" must not occur in ON and GROUP clause at" + " once"),
                LOOK.refuses(
                        "-\"text\"",
                        "unary expression only allowed on expressions of type scalar or instant"
                                + " vector, got \"string\""),
                LOOK.refuses("\"open", "1:1: parse error: unterminated quoted string"),
                LOOK.refuses("foo =~ 1", "unexpected character after '=': '~'"),
                LOOK.refuses("foo\n  $", "2:3: parse error: unexpected character: '$'"),
                LOOK.refuses("1e400", "error parsing number"),
                LOOK.refuses("(".repeat(5000) + "1" + ")".repeat(5000), "levels deep"));
    }

    @Test
    void remarksOnQuantilesOutsideTheirRange() {
        Answer answer = LOOK.answer("histogram_quantile(95, foo)");

        assertThat(answer.warnings())
                .containsExactly(
                        "PromQL warning: quantile value should be between 0 and 1, got 95 (1:20)",
                        "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"\" (1:24)");
    }

    @Test
    void remarksOnCountersWithoutACountersName() {
        Answer answer = LOOK.answer("sum(rate(foo[5m]))");

        assertThat(answer.infos())
                .containsExactly("PromQL info: metric might not be a counter, name does not end in"
                        + " _total/_sum/_count/_bucket: \"foo\" (1:10)");
        assertThat(answer.warnings()).isEmpty();
    }
}
