package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.ScenarioReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts up a scenario that is written down. */
@Command(
        name = "apply",
        description = "Put up a scenario that is written down as a MirrorScenario.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario apply -f travels.yaml",
            "  mirror-experiment scenario apply -f travels.yaml --dry-run",
            "",
            "docs/scenarios.md has the words of the file."
        })
final class ScenarioApplyCommand implements Callable<Integer> {
    private static final int LONGEST = 1 << 20;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "file with the scenario; - reads standard input")
    String file = "";

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    ScenarioApplyCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        byte[] text = new Input(file).bytes(host.in(), LONGEST);
        return flags.put(host, (ScenarioReader reader) -> reader.read(text), mistake -> file + ": " + mistake);
    }
}
