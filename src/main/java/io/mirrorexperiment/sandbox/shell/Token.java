package io.mirrorexperiment.sandbox.shell;

/** What a script consists of. */
sealed interface Token {
    /** A word. */
    record Text(Word word) implements Token {}

    /** One of {@code ;}, {@code &&}, {@code ||} and the end of a line. */
    record Operator(String sign) implements Token {}

    /** Output that is thrown away or joined: {@code >/dev/null}, {@code 2>/dev/null}, {@code 2>&1}. */
    record Redirect(boolean out, boolean errors) implements Token {}
}
