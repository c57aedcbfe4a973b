package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of the part of the DOT language that a picture of traffic may use; anything else fails.
 *
 * <pre>
 *   graph:      'digraph' id '{' statement* '}'
 *   statement:  (('graph' | 'node' | 'edge') attributes | 'subgraph' id '{' statement* '}' | id '=' id | id ('->' id)? attributes?) ';'?
 *   attributes: '[' (id '=' id ','?)* ']'
 * </pre>
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">Graphviz: the DOT language</a>
 */
final class DotGrammar {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\\\n]|\\\\.)*\"|[A-Za-z_][A-Za-z_0-9]*|-?[0-9]+(?:\\.[0-9]+)?|->|[{}\\[\\];,=])");

    private final Deque<String> tokens = new ArrayDeque<>();
    private final List<String> declared = new ArrayList<>();

    DotGrammar(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        assertThat(text.substring(end)).as("what is no token").isBlank();
    }

    void check() {
        take("digraph");
        id();
        body();
        assertThat(tokens).isEmpty();
    }

    private void body() {
        take("{");
        while (!"}".equals(tokens.peek())) {
            statement();
            skip(";");
        }
        take("}");
    }

    private void statement() {
        String first = id();
        switch (first) {
            case "graph", "node", "edge" -> attributes();
            case "subgraph" -> {
                id();
                body();
            }
            default -> rest(first);
        }
    }

    private void rest(String first) {
        if (skip("=")) {
            id();
        } else if (skip("->")) {
            assertThat(declared).contains(first, id());
            attributes();
        } else {
            declared.add(first);
            attributes();
        }
    }

    private void attributes() {
        take("[");
        while (!"]".equals(tokens.peek())) {
            id();
            take("=");
            id();
            skip(",");
        }
        take("]");
    }

    private String id() {
        String token = tokens.poll();
        assertThat(token).isNotNull().matches("\"(?s:.*)\"|[A-Za-z_0-9.-]+");
        return token;
    }

    private void take(String expected) {
        assertThat(tokens.poll()).isEqualTo(expected);
    }

    private boolean skip(String token) {
        if (token.equals(tokens.peek())) {
            tokens.poll();
            return true;
        }
        return false;
    }
}
