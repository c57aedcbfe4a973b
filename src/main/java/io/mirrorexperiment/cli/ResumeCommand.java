package io.mirrorexperiment.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with a run whose process has died. */
@Command(
        name = "resume",
        description = "Go on with a run whose process has died, where its journal says it is.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment resume default.reviews-v2.1",
            "  mirror-experiment resume default.reviews-v2.1 --journal cluster",
            "",
            "Safe at any time, also while another process drives the same run. Ends as the run ends."
        })
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    Driver driver = new Driver();

    @Option(
            names = "--until",
            paramLabel = "POINT",
            description = "ready: leave it where its dark version is ready and not mirrored; judged: where it conforms"
                    + " and waits to be promoted; end, as by default")
    Until until = Until.END;

    private final Host host;

    ResumeCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        return driver.resume(host, until);
    }
}
