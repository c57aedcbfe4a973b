package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.run.Staging;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings back what was there before the scenarios of a service. */
@Command(
        name = "delete",
        description = "Bring back what was there before the scenarios of a service.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario delete travels -n travel-agency",
            "",
            "Objects that were made for it are deleted; in yours only what it added is taken out of today's state."
        })
final class ScenarioDeleteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "the Service whose scenarios are meant")
    String service = "";

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    ScenarioDeleteCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster connected = flags.cluster.connect()) {
            Target target = new Target(connected.namespace(), service);
            Staging staging = flags.staging(host, connected);
            return flags.shown(host, flags.rehearse ? staging.rehearseDown(target) : staging.takeDown(target));
        }
    }
}
