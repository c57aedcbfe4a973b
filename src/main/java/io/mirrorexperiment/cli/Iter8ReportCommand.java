package io.mirrorexperiment.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports on the experiment in a folder. */
@Command(
        name = "report",
        description = "Iter8's report: how the experiment in a folder stands.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} report --runDir .",
            "  ${ROOT-COMMAND-NAME} report --runDir . -o html > report.html",
            "  ${ROOT-COMMAND-NAME} report --runDir . -o json | jq .slos"
        })
final class Iter8ReportCommand implements Callable<Integer> {
    @Mixin
    Iter8Showing showing = new Iter8Showing();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    @Mixin
    Iter8RunDir runDir = new Iter8RunDir();

    private final Host host;

    Iter8ReportCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return showing.print(host, runDir.store(), runDir.name());
    }
}
