package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a run go on to its mirror. */
@Command(
        name = "mirror",
        description = "Let a run go on that stopped with its dark version ready: mirror and judge.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment run reviews-v2.yaml --until ready --promotion manual   one step of a pipeline",
            "  mirror-experiment mirror default.reviews-v2.1 --until judged             a later one",
            "  mirror-experiment promote default.reviews-v2.1                           the last one",
            "",
            "Ends as the run ends; with --until judged 0 as soon as the version conforms and its mirror is shut."
        })
final class MirrorCommand implements Callable<Integer> {
    @Mixin
    Driver driver = new Driver();

    @Option(
            names = "--until",
            paramLabel = "POINT",
            description = "judged: leave it where it waits to be promoted; end, as by default")
    Until until = Until.END;

    private final Host host;

    MirrorCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        if (until == Until.READY) {
            throw Refusal.usage("a run that is to mirror goes farther than ready; say --until judged or --until end");
        }
        return driver.ask(host, Entry.Request.MIRROR, until);
    }
}
