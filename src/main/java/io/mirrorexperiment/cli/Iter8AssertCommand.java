package io.mirrorexperiment.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asserts conditions of the experiment in a folder. */
@Command(
        name = "assert",
        description =
                "Iter8's assert: whether the experiment in a folder is completed, without failure, its SLOs satisfied.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} assert -c completed,nofailure,slos",
            "  ${ROOT-COMMAND-NAME} assert -c completed -c slos --timeout 90s --runDir .",
            "",
            "Exit codes:",
            "  0    satisfied",
            "  1    not satisfied in time: also without requests, without values, without SLOs",
            "  3    usage, or no experiment there"
        })
final class Iter8AssertCommand implements Callable<Integer> {
    @Mixin
    Iter8Asserting asserting = new Iter8Asserting();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    @Option(
            names = "--runDir",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "where the experiment's files are")
    Path folder = Path.of(".");

    private final Host host;

    Iter8AssertCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return asserting.ask(host, new Iter8Folder(folder));
    }
}
