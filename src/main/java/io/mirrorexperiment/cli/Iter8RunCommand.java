package io.mirrorexperiment.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one loop of an experiment in a folder. */
@Command(
        name = "run",
        description = "Iter8's run: one loop of the experiment in a folder.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} run --runDir .                   begins anew: requests count from now on",
            "  ${ROOT-COMMAND-NAME} run --runDir . --reuseResult     goes on with the result that is there",
            "",
            "Exit codes:",
            "  0    the metrics could be told, whatever they say; ask `assert`",
            "  2    they could not",
            "  3    usage, or no experiment that can be run"
        })
final class Iter8RunCommand implements Callable<Integer> {
    @Mixin
    Iter8Logging logging = new Iter8Logging();

    @Mixin
    Iter8RunDir runDir = new Iter8RunDir();

    @Option(names = "--reuseResult", description = "go on with the result that is there")
    boolean reuse;

    private final Host host;

    Iter8RunCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return new Iter8Loop(host, runDir.store(), Clock.systemUTC()).run(reuse);
    }
}
