package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.run.Staging;
import io.mirrorexperiment.traffic.scenario.StandingScenario;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the scenarios that stand. */
@Command(
        name = "list",
        description = "List the scenarios that stand, and the objects that carry them.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario list",
            "",
            "A service is written with its namespace, as in travels.travel-agency; + marks an object that was made",
            "for the scenario."
        })
final class ScenarioListCommand implements Callable<Integer> {
    private static final String ROW = "%-32s  %-52s  %s%n";

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    private final Host host;

    ScenarioListCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster connected = cluster.connect()) {
            List<StandingScenario> standing = Staging.standing(connected).stream()
                    .sorted(Comparator.comparing(StandingScenario::service)
                            .thenComparing(each -> each.object().toString()))
                    .toList();
            if (standing.isEmpty()) {
                host.err().println("no scenario stands, as far as we may see");
                return 0;
            }
            host.out().printf(ROW, "SERVICE", "OBJECT", "SCENARIO");
            standing.forEach(each -> host.out()
                    .printf(ROW, each.service(), each.object().words() + (each.made() ? " +" : ""), each.words()));
            return 0;
        }
    }
}
