package io.mirrorexperiment.sandbox.prometheus.promql;

import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.STRING;
import static io.mirrorexperiment.sandbox.prometheus.promql.ValueType.VECTOR;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.series.LabelRegex;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code label_replace} and {@code label_join}. */
final class LabelFunctions {
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private LabelFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.of("label_replace", VECTOR, LabelFunctions::replace, VECTOR, STRING, STRING, STRING, STRING),
                new Function(
                        "label_join",
                        List.of(VECTOR, STRING, STRING, STRING),
                        3,
                        Integer.MAX_VALUE,
                        VECTOR,
                        LabelFunctions::join));
    }

    private static Value replace(Invocation call) {
        LabelRegex regex = regex(call.text(4));
        String target = checked(call.text(1), "destination label name in label_replace()");
        return relabelled(call, element -> {
            String source = element.labels().get(call.text(3));
            return regex.expand(source, call.text(2))
                    .map(text -> withLabel(element, target, text))
                    .orElse(element);
        });
    }

    private static LabelRegex regex(String text) {
        try {
            return LabelRegex.compile(text);
        } catch (PatternSyntaxException noRegex) {
            throw QueryRefused.unanswerable("invalid regular expression in label_replace(): " + text);
        }
    }

    private static Value join(Invocation call) {
        String target = checked(call.text(1), "destination label name in label_join()");
        List<String> sources = IntStream.range(3, call.arguments().size())
                .mapToObj(index -> checked(call.text(index), "source label name in label_join()"))
                .toList();
        return relabelled(
                call,
                element -> withLabel(
                        element,
                        target,
                        sources.stream().map(element.labels()::get).collect(Collectors.joining(call.text(2)))));
    }

    private static Value relabelled(Invocation call, UnaryOperator<Element> change) {
        return new Value.Vector(call.vector(0).stream().map(change).toList());
    }

    private static Element withLabel(Element element, String name, String value) {
        return new Element(element.labels().with(name, value), element.value(), element.at());
    }

    private static String checked(String name, String what) {
        if (!LABEL_NAME.matcher(name).matches()) {
            throw QueryRefused.unanswerable("invalid " + what + ": " + name);
        }
        return name;
    }
}
