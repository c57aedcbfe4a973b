package io.mirrorexperiment.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a run more time. */
@Command(
        name = "extend",
        description =
                "Give a run more time: more iterations while it looks, or its wait for somebody's word once more.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment extend default.reviews-v2.1 --iterations 30",
            "  mirror-experiment extend default.reviews-v2.1 --iterations 30 --no-wait   whoever drives the run does it",
            "",
            "The sequential rule keeps what it promises however long it looks. Under the point rule the last look decides, so a run",
            "is extended before that is due. A run that waits for promote or rollback waits as long once more, whatever the number.",
            "",
            "Ends as the run ends; 3 if it cannot be extended any more."
        })
final class ExtendCommand implements Callable<Integer> {
    @Mixin
    Driver driver = new Driver();

    @Option(
            names = "--iterations",
            required = true,
            paramLabel = "N",
            description = "so many iterations more than the run has by now")
    int iterations;

    private final Host host;

    ExtendCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return driver.extend(host, iterations);
    }
}
