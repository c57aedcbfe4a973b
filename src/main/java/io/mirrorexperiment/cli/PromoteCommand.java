package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Promotes a run that waits for it. */
@Command(
        name = "promote",
        description = "Promote a run that waits for a word (promotion: manual), or that is held.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment promote default.reviews-v2.1",
            "",
            "Ends as the run ends: 0 once it is promoted."
        })
final class PromoteCommand implements Callable<Integer> {
    @Mixin
    Driver driver = new Driver();

    private final Host host;

    PromoteCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return driver.ask(host, Entry.Request.PROMOTE);
    }
}
