package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.run.Finding;
import io.mirrorexperiment.run.Inspection;
import io.mirrorexperiment.run.Runs;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Finds out whether a run could go on; touches nothing. */
@Command(
        name = "check",
        description = "Find out whether a run could go on: rights, reachability, metrics, mirror; touches nothing.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment check reviews-v2.yaml",
            "  mirror-experiment check reviews-v2.yaml --context production",
            "",
            "Ends with 0 if all is well, 3 if the spec has mistakes, 4 if something is in the way."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    NewRun asked = new NewRun();

    private final Host host;

    CheckCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster connected = asked.connect()) {
            Experiment spoken = asked.read(connected).experiment();
            host.out().println("✓ the spec is valid: " + spoken.name() + " in namespace " + spoken.namespace());
            Runs runs = asked.runs(connected, asked.store(host, connected, spoken), spoken);
            asked.announce(host, spoken);
            Experiment experiment = asked.extended(runs, spoken);
            List<Finding> findings = Inspection.of(connected, runs, experiment);
            findings.forEach(this::say);
            long bad = findings.stream().filter(finding -> !finding.fine()).count();
            host.out().println();
            host.out()
                    .println(
                            bad == 0
                                    ? "A run could begin. Nothing was touched."
                                    : "A run could not go well: " + bad + " of the above. Nothing was touched.");
            return bad == 0 ? 0 : Refusal.NOTHING_CHANGED;
        }
    }

    private void say(Finding finding) {
        host.out().println((finding.fine() ? "✓ " : "✗ ") + finding.what());
        if (!finding.wayOut().isEmpty()) {
            host.out().println("  → " + finding.wayOut());
        }
    }
}
