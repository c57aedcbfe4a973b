package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.GoText;

/**
 * One word of a query.
 *
 * @param text as it is written
 */
record Token(Kind kind, String text, Span span) {
    private static final int MOST_QUOTED = 10;

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** Whether this is the given word, in any case of its letters. */
    boolean isWord(String word) {
        return (kind == Kind.OPERATOR || kind == Kind.KEYWORD) && text.equalsIgnoreCase(word);
    }

    /** As Prometheus names an unexpected item (promql/parser/lex.go, Item.desc). */
    String description() {
        return switch (kind) {
            case END -> "end of input";
            case IDENTIFIER -> "identifier " + GoText.quoted(text);
            case METRIC_IDENTIFIER -> "metric identifier " + GoText.quoted(text);
            case NUMBER -> "number " + shortened();
            case DURATION -> "duration " + shortened();
            case STRING -> "string " + shortened();
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
            case KEYWORD -> "<" + text + ">";
            default -> GoText.quoted(text);
        };
    }

    private String shortened() {
        return text.length() > MOST_QUOTED
                ? GoText.quoted(text.substring(0, MOST_QUOTED)) + "..."
                : GoText.quoted(text);
    }

    enum Kind {
        END,
        IDENTIFIER,
        METRIC_IDENTIFIER,
        NUMBER,
        DURATION,
        STRING,
        OPERATOR,
        AGGREGATOR,
        KEYWORD,
        LEFT_PAREN,
        RIGHT_PAREN,
        LEFT_BRACE,
        RIGHT_BRACE,
        LEFT_BRACKET,
        RIGHT_BRACKET,
        COMMA,
        COLON,
        EQUAL,
        REGEX,
        NOT_REGEX,
        AT
    }
}
