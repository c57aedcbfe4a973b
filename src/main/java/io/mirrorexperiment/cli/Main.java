package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.telemetry.JsonLogging;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the command line begins and ends. */
public final class Main {
    private static final String LOG = "org.slf4j.simpleLogger.";

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Host host = Host.ofThisProcess();
        boolean debug = Arrays.asList(arguments).contains("--debug");
        if (OperationsFlags.logsJson(Arrays.asList(arguments), host.environment())) {
            JsonLogging.use(debug);
        }
        quiet(debug);
        int code = Host.isIter8() ? run(host, Iter8Root.class, arguments) : run(host, arguments);
        host.out().flush();
        host.err().flush();
        host.halt().accept(code);
    }

    /** Says which log lines there are to be; before the first of them. */
    static void quiet(boolean debug) {
        System.setProperty(LOG + "defaultLogLevel", "off");
        System.setProperty(LOG + "log.io.mirrorexperiment", debug ? "debug" : "off");
    }

    /** Runs one command; never throws. */
    static int run(Host host, String... arguments) {
        return run(host, Gate.class, Iter8Words.told(arguments, Path.of("")));
    }

    /** The same in the words of a command line. */
    static int run(Host host, Class<?> words, String... arguments) {
        try {
            if (Arrays.equals(arguments, new String[] {"--version"})) {
                host.out().println(VersionText.words());
                return 0;
            }
            return commandLine(host, words, arguments).execute(arguments);
        } catch (RuntimeException | Error e) {
            return bug(host, e, List.of(arguments).contains("--debug"));
        }
    }

    static CommandLine commandLine(Host host) {
        return commandLine(host, Gate.class);
    }

    private static CommandLine commandLine(Host host, Class<?> words, String... arguments) {
        CommandLine line = new CommandLine(words, new Commanding(host));
        if (words == Gate.class) {
            Commanding.meant(arguments).forEach(line::addSubcommand);
        }
        line.setOut(writer(host.out()));
        line.setErr(writer(host.err()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((trouble, given) -> misused(host, trouble));
        line.setExecutionExceptionHandler((trouble, command, parsed) -> {
            boolean debug = parsed.originalArgs().contains("--debug");
            return failed(host, trouble, debug);
        });
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int misused(Host host, ParameterException trouble) {
        host.err().println(trouble.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(trouble, writer(host.err()))) {
            host.err()
                    .println("See `" + trouble.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
        }
        return Refusal.USAGE;
    }

    private static int failed(Host host, Exception trouble, boolean debug) {
        if (trouble instanceof Refusal refusal) {
            host.err().println(refusal.getMessage());
            return refusal.exitCode();
        }
        if (trouble instanceof ClusterException || trouble instanceof StoreException) {
            host.err().println(trouble.getMessage());
            return Refusal.NOTHING_CHANGED;
        }
        return bug(host, trouble, debug);
    }

    private static int bug(Host host, Throwable bug, boolean debug) {
        host.err()
                .println("This is a bug in mirror-experiment: " + bug
                        + (debug ? "" : "; run the same again with --debug for the details"));
        if (debug) {
            bug.printStackTrace(host.err());
        }
        return Refusal.STUCK;
    }
}
