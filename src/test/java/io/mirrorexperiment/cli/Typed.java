package io.mirrorexperiment.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What came of a command that was typed, in this process.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Typed(int code, String out, String err) {
    /** Types a command on a machine whose journals are in a folder. */
    static Typed on(Path state, String... words) {
        return on(Map.of("XDG_STATE_HOME", state.toString(), "HOSTNAME", "test"), Signals.none(), words);
    }

    static Typed on(Map<String, String> environment, Signals signals, String... words) {
        return on(environment, signals, Stopwatch.ofThisProcess(), words);
    }

    static Typed on(Map<String, String> environment, Signals signals, Stopwatch stopwatch, String... words) {
        return on("", environment, signals, stopwatch, words);
    }

    /** The same with something on standard input. */
    static Typed reading(Path state, String input, String... words) {
        return on(input, Map.of("XDG_STATE_HOME", state.toString()), Signals.none(), Stopwatch.ofThisProcess(), words);
    }

    private static Typed on(
            String input, Map<String, String> environment, Signals signals, Stopwatch stopwatch, String... words) {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Host host = new Host(in, stream(out), stream(err), environment, false, signals, code -> {}, stopwatch);
        int code = Main.run(host, words);
        return new Typed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** The last line of standard output. */
    String lastLine() {
        return out.lines().reduce("", (before, line) -> line);
    }

    /** The id of the run that was begun. */
    String run() {
        return out.lines()
                .filter(line -> line.startsWith("run "))
                .map(line -> line.substring("run ".length()).replaceFirst("[, ].*", ""))
                .findFirst()
                .orElse("");
    }
}
