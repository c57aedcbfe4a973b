package io.mirrorexperiment.sandbox.prometheus.promql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A string literal of a query: finds its end, and reads its escapes as Go's {@code strconv.Unquote} does. */
final class QuotedText {
    private static final Map<Character, Character> SHORT_ESCAPES =
            Map.of('a', '\u0007', 'b', '\b', 'f', '\f', 'n', '\n', 'r', '\r', 't', '\t', 'v', '\u000b', '\\', '\\');
    private static final Map<Character, Integer> CODE_LENGTHS = Map.of('x', 2, 'u', 4, 'U', 8);

    private final String query;
    private final int start;
    private final char quote;

    QuotedText(String query, int start) {
        this.query = query;
        this.start = start;
        this.quote = query.charAt(start);
    }

    /** The index after the closing quote. */
    int end() {
        for (int i = start + 1; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (quote != '`' && c == '\n') {
                break;
            }
            if (quote != '`' && c == '\\') {
                i++;
            }
        }
        throw refused(start, quote == '`' ? "unterminated raw string" : "unterminated quoted string");
    }

    /** What the literal stands for. */
    String text() {
        String body = query.substring(start + 1, end() - 1);
        return quote == '`' ? body : unescaped(body);
    }

    private String unescaped(String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < body.length()) {
            i = body.charAt(i) == '\\' ? escape(body, i + 1, bytes) : plain(body, i, bytes);
        }
        return decoded(bytes.toByteArray());
    }

    private static int plain(String body, int i, ByteArrayOutputStream bytes) {
        String point = Character.toString(body.codePointAt(i));
        bytes.writeBytes(point.getBytes(StandardCharsets.UTF_8));
        return i + point.length();
    }

    private int escape(String body, int i, ByteArrayOutputStream bytes) {
        char c = body.charAt(i);
        if (c == quote) {
            bytes.write(quote);
            return i + 1;
        }
        if (SHORT_ESCAPES.containsKey(c)) {
            bytes.write(SHORT_ESCAPES.getOrDefault(c, c));
            return i + 1;
        }
        if (c >= '0' && c <= '7') {
            bytes.write(code(body, i, 3, 8, 255));
            return i + 3;
        }
        int digits = CODE_LENGTHS.getOrDefault(c, 0);
        if (digits == 0) {
            throw refused(start, "unknown escape sequence '\\" + c + "'");
        }
        writeCode(c, code(body, i + 1, digits, 16, c == 'x' ? 255 : Character.MAX_CODE_POINT), bytes);
        return i + 1 + digits;
    }

    private static void writeCode(char letter, int code, ByteArrayOutputStream bytes) {
        if (letter == 'x') {
            bytes.write(code);
        } else {
            bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        }
    }

    private int code(String body, int from, int digits, int radix, int most) {
        String text = body.substring(from, Math.min(body.length(), from + digits));
        boolean complete =
                text.length() == digits && text.chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 128);
        if (!complete) {
            throw refused(start, "illegal character in escape sequence");
        }
        long code = Long.parseLong(text, radix);
        if (code > most || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
            throw refused(start, "escape sequence is an invalid Unicode code point");
        }
        return (int) code;
    }

    private String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw refused(start, "invalid UTF-8 in string literal");
        }
    }

    private QueryRefused refused(int at, String message) {
        return QueryRefused.unreadable(query, at, message);
    }
}
