package io.mirrorexperiment.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--runDir",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "where the experiment's files are")
    Path folder = Path.of(".");

    private final Host host;

    Iter8ReportCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return showing.print(host, new Iter8Folder(folder), name);
    }
}
