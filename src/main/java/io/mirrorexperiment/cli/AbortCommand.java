package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a run and cleans up. */
@Command(
        name = "abort",
        description = "Stop a run and clean up: the mirror goes first, then the dark version, then the pin.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment abort default.reviews-v2.1",
            "  mirror-experiment abort default.reviews-v2.1 --no-wait   whoever drives the run does it",
            "",
            "Ends with 130 once it is cleaned up. A promotion that has begun is finished or taken back first."
        })
final class AbortCommand implements Callable<Integer> {
    @Mixin
    Driver driver = new Driver();

    private final Host host;

    AbortCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return driver.ask(host, Entry.Request.ABORT);
    }
}
