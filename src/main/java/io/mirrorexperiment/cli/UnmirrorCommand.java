package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shuts the mirror of a run. */
@Command(
        name = "unmirror",
        description = "Shut the mirror of a run that has no verdict yet, and end it as inconclusive.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment unmirror default.reviews-v2.1",
            "  mirror-experiment unmirror default.reviews-v2.1 --no-wait   whoever drives the run does it",
            "",
            "What follows is what the spec wants on an inconclusive end: a rollback, or a hold. Ends as the run ends."
        })
final class UnmirrorCommand implements Callable<Integer> {
    @Mixin
    Driver driver = new Driver();

    private final Host host;

    UnmirrorCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return driver.ask(host, Entry.Request.UNMIRROR);
    }
}
