package io.mirrorexperiment.bench;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the tables of docs/decision-quality.md. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Prints, as Markdown, how well the product decides. The same seed gives the same numbers.")
final class Bench implements Runnable {
    /** The tables by name. */
    enum Name {
        /** Errors exactly at the limit. */
        LIMITS,
        /** Requests over those of an oracle. */
        ORACLE,
        /** What pairs save. */
        TWINS,
        /** Other gates' rules beside ours. */
        PEERS,
        /** Whole runs in the sandbox. */
        SANDBOX
    }

    @Parameters(paramLabel = "TABLE", description = "which tables: ${COMPLETION-CANDIDATES}; all without any")
    List<Name> tables = List.of(Name.values());

    @Option(names = "--effort", description = "share of the runs to make, as in 0.02 for a first try (default: 1)")
    double effort = 1;

    @Option(names = "--seed", description = "seed of all chance (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--at-once", description = "sandboxes beside each other (default: ${DEFAULT-VALUE})")
    int atOnce = 5;

    private final PrintWriter out;

    private Bench(PrintWriter out) {
        this.out = out;
    }

    /** Prints the tables that are asked for on standard output. */
    public static void main(String[] args) {
        int code = new CommandLine(
                        new Bench(new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public void run() {
        tables.forEach(this::print);
    }

    private void print(Name name) {
        switch (name) {
            case LIMITS -> new LimitTable(1000, runs(10_000)).print(out);
            case ORACLE -> new OracleTable(runs(4_000)).print(out);
            case TWINS -> new TwinTable(runs(1_000)).print(out);
            case PEERS -> new PeerTable(runs(2_000)).print(out);
            case SANDBOX -> new SandboxTable(seed, runs(20).count(), atOnce).print(out);
        }
    }

    private Trials runs(int all) {
        return new Trials(seed, (int) Math.max(2, Math.round(all * effort)));
    }
}
