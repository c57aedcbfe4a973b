package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.Draft;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.spec.SpecResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows exactly what a run would change; touches nothing. */
@Command(
        name = "plan",
        description = "Show exactly what a run would change, and what it could find out; touches nothing.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment plan reviews-v2.yaml",
            "  mirror-experiment plan reviews-v2.yaml --set spec.mirror.percent=10 --context staging",
            "",
            "Ends with 0 if the run could begin, 3 if the spec has mistakes, 4 if something is in the way."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    Specs spec = new Specs();

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    JournalFlags journals = new JournalFlags();

    @Mixin
    GitopsFlag gitops = new GitopsFlag();

    private final Host host;

    PlanCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        spec.read("default", Optional.empty());
        try (Cluster connected = cluster.connect()) {
            SpecResult.Valid valid = spec.read(connected.namespace(), cluster.namespace);
            Experiment experiment = valid.experiment();
            JournalStore store = journals.store(host, connected, experiment.namespace());
            Runs runs = Engine.runs(connected, store, spec.folder(), Engine.patience(experiment), gitops.patch());
            if (runs.draft(experiment) instanceof Draft.Possible possible) {
                show(experiment, possible, valid.defaults());
                return 0;
            }
            Draft.Impossible impossible = (Draft.Impossible) runs.draft(experiment);
            throw Refusal.nothingChanged(
                    impossible.because() + "\n(" + impossible.cause().word() + ")");
        }
    }

    private void show(Experiment experiment, Draft.Possible possible, List<String> defaults) {
        Plan plan = possible.plan();
        say("live     Deployment " + plan.live());
        say("dark     Deployment " + plan.dark()
                + (plan.deploys().isEmpty() ? ", there already" : ", to be deployed:"));
        plan.deploys().forEach(address -> say("           " + address));
        say("claims   " + String.join(", ", plan.touched()));
        say("ends by  " + plan.deadline());
        part("Changes while the mirror is open", plan.diff());
        part("What it can find out", SamplePlan.words(experiment, possible.live()));
        part("Warnings", plan.warnings());
        part("Defaults", defaults);
        say("");
        say("Nothing was touched.");
    }

    private void part(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            say("");
            say(title);
            lines.forEach(line -> say(line.indent(2).stripTrailing()));
        }
    }

    private void say(String line) {
        host.out().println(line);
    }
}
