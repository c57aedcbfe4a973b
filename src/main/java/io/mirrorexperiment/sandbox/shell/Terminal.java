package io.mirrorexperiment.sandbox.shell;

import java.util.function.Consumer;

/**
 * Where programs write. A line goes out when it ends or when its program does.
 *
 * @param out takes whole lines of output
 * @param errors takes whole lines of complaints
 */
record Terminal(Consumer<String> out, Consumer<String> errors) {
    /** Writes a text, line by line; nothing for an empty one. */
    void print(String text) {
        text.lines().forEach(out);
    }

    void complain(String line) {
        errors.accept(line);
    }

    Terminal muted(boolean noOut, boolean noErrors) {
        return new Terminal(noOut ? line -> {} : out, noErrors ? line -> {} : errors);
    }
}
