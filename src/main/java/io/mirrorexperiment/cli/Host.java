package io.mirrorexperiment.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What a command has of the process around it; tests hand in their own.
 *
 * @param in standard input
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8
 * @param environment of the process
 * @param terminal whether standard output is a terminal
 * @param signals that ask to stop
 * @param halt ends the process at once with an exit code
 * @param stopwatch how time passes for this process
 */
record Host(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean terminal,
        Signals signals,
        IntConsumer halt,
        Stopwatch stopwatch) {
    /** The property that says whether standard output is a terminal: the start script knows, Java can only guess. */
    static final String TERMINAL = "mirror-experiment.terminal";

    /** The property that says by which name the program was started. */
    static final String COMMAND = "mirror-experiment.command";

    /** Whether this process was started as Iter8's command line, by a link of that name. */
    static boolean isIter8() {
        return System.getProperty(COMMAND, "").equals(Iter8Words.NAME);
    }

    static Host ofThisProcess() {
        return new Host(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Boolean.getBoolean(TERMINAL),
                new ProcessSignals(),
                code -> Runtime.getRuntime().halt(code),
                Stopwatch.ofThisProcess());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The same with what is meant for people on standard error, so that standard output holds nothing but data. */
    Host withDataOnOut() {
        return new Host(in, err, err, environment, false, signals, halt, stopwatch);
    }

    /** Who acts, as far as the process knows: {@code user@machine}. */
    String person() {
        String machine = environment.getOrDefault("HOSTNAME", "");
        String user = System.getProperty("user.name", "somebody");
        return machine.isBlank() ? user : user + "@" + machine;
    }
}
