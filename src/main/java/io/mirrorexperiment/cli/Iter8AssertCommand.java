package io.mirrorexperiment.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    Iter8RunDir runDir = new Iter8RunDir();

    private final Host host;

    Iter8AssertCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return asserting.ask(host, runDir.store());
    }
}
