package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rolls a run back. */
@Command(
        name = "rollback",
        description = "Roll a run back, whether it waits, is held, or goes on.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment rollback default.reviews-v2.1",
            "",
            "Ends as the run ends: 2 if the evidence had not said anything, 1 if it had."
        })
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    Driver driver = new Driver();

    private final Host host;

    RollbackCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return driver.ask(host, Entry.Request.ROLL_BACK);
    }
}
