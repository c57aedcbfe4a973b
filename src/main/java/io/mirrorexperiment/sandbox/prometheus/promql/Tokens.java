package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Token.Kind;
import java.util.Optional;

/** The words of one query with one word of look-ahead, and the refusals that name them. */
final class Tokens {
    private final String query;
    private final Lexer lexer;
    private Optional<Token> ahead = Optional.empty();
    private int lastEnd;

    Tokens(String query) {
        this.query = query;
        this.lexer = new Lexer(query);
    }

    Token peek() {
        if (ahead.isEmpty()) {
            ahead = Optional.of(lexer.next());
        }
        return ahead.orElseThrow();
    }

    Token next() {
        Token token = peek();
        ahead = Optional.empty();
        lastEnd = token.span().end();
        return token;
    }

    /** Where the word that was taken last ends. */
    int lastEnd() {
        return lastEnd;
    }

    boolean takeIf(Kind kind) {
        boolean found = peek().is(kind);
        if (found) {
            next();
        }
        return found;
    }

    boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        if (found) {
            next();
        }
        return found;
    }

    /** Takes a word of this kind, or refuses: "unexpected … in context, expected …". */
    Token expect(Kind kind, String context, String expected) {
        if (!peek().is(kind)) {
            throw unexpected(context, expected);
        }
        return next();
    }

    QueryRefused unexpected() {
        return refused(peek().span(), "unexpected " + peek().description());
    }

    QueryRefused unexpected(String context, String expected) {
        String wanted = expected.isEmpty() ? "" : ", expected " + expected;
        return refused(peek().span(), "unexpected " + peek().description() + " in " + context + wanted);
    }

    QueryRefused refused(Span span, String message) {
        return QueryRefused.unreadable(query, span.start(), message);
    }

    /** What a string word stands for. */
    String text(Token string) {
        return new QuotedText(query, string.span().start()).text();
    }
}
