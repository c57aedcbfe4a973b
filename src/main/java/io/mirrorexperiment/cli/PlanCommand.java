package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.run.Draft;
import io.mirrorexperiment.spec.SpecResult;
import java.util.List;
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
    NewRun asked = new NewRun();

    private final Host host;

    PlanCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster connected = asked.connect()) {
            SpecResult.Valid valid = asked.read(connected);
            Experiment experiment = valid.experiment();
            Draft draft = asked.runs(connected, asked.store(host, connected, experiment), experiment)
                    .draft(experiment);
            if (draft instanceof Draft.Impossible impossible) {
                throw Refusal.nothingChanged(
                        impossible.because() + "\n(" + impossible.cause().word() + ")");
            }
            show(experiment, (Draft.Possible) draft, valid.defaults());
            return 0;
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
